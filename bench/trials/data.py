import csv,gzip,collections,time
import numpy as np
from parvis.engine.linkage.types import Record
from parvis.engine.linkage.columns import prepare
from parvis.engine.linkage.statistics import Statistics
from parvis.engine.linkage.retrieval import Retrieval
from parvis.engine.linkage.compare.pairs import Pairs
from parvis.engine.linkage.compare.features import FEATURES, compute
import os; D=os.environ.get('PARVIS_DATA','/work/shared/data').rstrip('/')+'/'
def op(n): return csv.DictReader(gzip.open(D+n,'rt') if n.endswith('gz') else open(D+n))
sp=lambda s,c='|': tuple(dict.fromkeys(x.strip() for x in s.split(c) if x.strip()))
def ror(): return [Record(x['ror'],x['name'],sp(x['aliases']),sp(x['acronyms']),x['city'],parents=sp(x['parents']),website=x['website']) for x in op('ror_fr.csv.gz')]
def rnsr(labels=True,parents=True): return [Record(x['numero_national_de_structure'],x['libelle'],sp(x['label_numero'],';') if labels else (),sp(x['sigle'],';'),x['commune'],parents=sp(x['tutelles'],';') if parents else ()) for x in op('rnsr_structures.csv.gz')]
def affil():
    gold=collections.defaultdict(set);city={};kind={}
    for x in op('link_gold_affiliation_to_ror_fr.csv'):
        gold[x['string']].add(x['ror']); city[x['string']]=x['city']; kind[x['string']]=x['set']
    S=list(gold)
    return [Record(str(n),s,city=city[s]) for n,s in enumerate(S)], [gold[s] for s in S], [kind[s] for s in S], list(range(len(S)))
def anr(reliable=True):
    rows=[x for x in op('link_gold_anr_name_to_rnsr.csv') if int(x['overlap'])>0 or not reliable]
    return [Record(str(n),x['org_name'],city=x['city']) for n,x in enumerate(rows)],[{x['rnsr']} for x in rows],['anr']*len(rows),[x['rnsr'] for x in rows]
def hosp():
    rows=list(op('link_gold_finess_sirene.csv'))
    fin=[x for x in rows if x['source']=='finess']; sir=[x for x in rows if x['source']!='finess']
    R=[Record(x['source_id'],x['name'],sp(x['alt_name']),city=x['place'],postcode=x['postcode'],website=x['website']) for x in fin]
    seen={}
    for x in sir: seen.setdefault(x['source_id'],x)
    F=[Record(x['source_id'],x['name'],sp(x['alt_name']),city=x['place'],postcode=x['postcode'],website=x['website']) for x in seen.values()]
    bykey=collections.defaultdict(set)
    for x in sir: bykey[x['key']].add(x['source_id'])
    return R,F,[bykey[x['key']] for x in fin],[x['key'] for x in fin]
def build(recs,ref,names=None):
    t=time.process_time()
    R=prepare(ref); st=Statistics.of(R); rt=Retrieval(R,st); t1=time.process_time()
    L=prepare(recs,R,split=True); t2=time.process_time()
    a,b=rt.candidates(L); t3=time.process_time()
    P=Pairs.of_names(L,R,st,a,b).nearest(15); t4=time.process_time()
    X=compute(P,names or FEATURES); t5=time.process_time()
    print(f'build {t1-t:.2f} prepare {t2-t1:.2f} retrieve {t3-t2:.2f} ({len(a)}) pairs {t4-t3:.2f} ({len(P)}) features {t5-t4:.2f}')
    return P,X
def labels(P,gold):
    ids=[r.id for r in P.right.records]
    return np.array([ids[j] in gold[i] for i,j in zip(P.i.tolist(),P.j.tolist())])
def evaluate(i,score,y,total,th=.5,best=False):
    order=np.lexsort((-score,i)); fi=np.ones(len(order),bool); fi[1:]=i[order][1:]!=i[order][:-1]
    top=order[fi]
    keep=np.zeros(len(i),bool)
    if best: keep[top]=True
    else: keep[:]=True
    keep&=score>=th
    tp=(y&keep).sum(); n=max(1,keep.sum()); p=tp/n; r=tp/total
    return dict(p=round(float(p),4),r=round(float(r),4),f=round(float(2*p*r/max(1e-9,p+r)),4),top=int(y[top].sum()))
