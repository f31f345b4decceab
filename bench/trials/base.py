import csv,gzip,collections,time
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from parvis.engine.text.fold import fold
D='shared/data/'
rows=list(csv.DictReader(open(D+'link_gold_affiliation_to_ror_fr.csv')))
ref=list(csv.DictReader(gzip.open(D+'ror_fr.csv.gz','rt')))
gold=collections.defaultdict(set); sets={}
for x in rows:
    gold[x['string']].add(x['ror']); sets[x['string']]=x['set']
S=list(gold)
names=[];own=[]
for k,x in enumerate(ref):
    for n in dict.fromkeys([x['name'],*x['aliases'].split('|'),*x['acronyms'].split('|')]):
        if n: names.append(fold(n)); own.append(k)
own=np.array(own)
for main_only in (0,1):
    if main_only: names=[fold(x['name']) for x in ref]; own=np.arange(len(ref))
    v=TfidfVectorizer(analyzer='char_wb',ngram_range=(3,4)); M=v.fit_transform(names)
    Q=v.transform([fold(s) for s in S]); X=(Q@M.T).tocsr()
    best=[]
    for i in range(len(S)):
        d=collections.defaultdict(float)
        for a,b in zip(X.indices[X.indptr[i]:X.indptr[i+1]],X.data[X.indptr[i]:X.indptr[i+1]]): d[own[a]]=max(d[own[a]],b)
        best.append(sorted(((s,ref[k]['ror']) for k,s in d.items()),reverse=True)[:20])
    for filt in ('all','AffilGood-HFE','ROR-Crossref'):
        I=[i for i in range(len(S)) if filt=='all' or sets[S[i]]==filt]
        acc=np.mean([bool(best[i]) and best[i][0][1] in gold[S[i]] for i in I])
        T=sum(len(gold[S[i]]) for i in I)
        out=[]
        for k in (1,20):
          bestf=max((2*tp/(n+T),th,tp/n,tp/T) for th in np.arange(.1,.95,.05) for tp,n in [(sum(s>=th and r in gold[S[i]] for i in I for s,r in best[i][:k]),max(1,sum(s>=th for i in I for s,r in best[i][:k])))])
          out.append(tuple(round(float(z),3) for z in bestf))
        print(main_only,filt,len(I),T,'acc1',round(float(acc),3),out)
