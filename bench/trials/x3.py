import sys,itertools; pass
from data import *
from parvis.engine.linkage.compare.context import lead,gap
from ebm import *
from sklearn.model_selection import GroupKFold
def splits(g,k=5,seed=0): return GroupKFold(k,shuffle=True,random_state=seed).split(g,g,g)
def sub(v,r): return {n:x[r] for n,x in v.items()}
class Task:
    def __init__(self,name,recs,ref,gold,kinds,groups,best):
        self.P,self.X=build(recs,ref); self.y=labels(self.P,gold); self.total=sum(map(len,gold)); self.gold=gold;self.kinds=kinds;self.best=best;self.name=name
        self.g=np.unique([str(groups[i]) for i in self.P.i],return_inverse=True)[1]
        self.single=np.array([kinds[i].startswith('ROR') for i in self.P.i])
    def report(self,s,title='',show=True):
        print(self.name,title,evaluate(self.P.i,s,self.y,self.total,best=self.best),'.3',evaluate(self.P.i,s,self.y,self.total,.3,best=self.best),flush=True)
        for k in sorted(set(self.kinds)):
            if len(set(self.kinds))<2 or not show: break
            sel=np.array([self.kinds[i]==k for i in self.P.i]); tt=sum(len(g_) for g_,kk in zip(self.gold,self.kinds) if kk==k)
            print('     ',k,evaluate(self.P.i[sel],s[sel],self.y[sel],tt,best=self.best), evaluate(self.P.i[sel],s[sel],self.y[sel],tt,.3,best=self.best))
def two(T,tr,w,v,how,kw):
    "fit stage 1 and 2 on tr rows; returns final log odds for all rows"
    y=T.y
    o=np.zeros(len(y),np.float32)
    for a,b in splits(T.g[tr],3):
        m=fit(sub(v,tr[a]),y[tr[a]],signs=SIGN,weights=w[tr[a]],settings=Settings(**kw)); o[tr[b]]=ev(m,sub(v,tr[b]))
    m=fit(sub(v,tr),y[tr],signs=SIGN,weights=w[tr],settings=Settings(**kw)); base=ev(m,v)
    rest=np.setdiff1d(np.arange(len(y)),tr); o[rest]=base[rest]
    R=dict(lead=lead(T.P,o),gap=gap(T.P,o))
    if how=='offset': m2=fit(sub(R,tr),y[tr],signs=SIGN,weights=w[tr],offset=o[tr],settings=Settings(**kw)); return base,o+ev(m2,R)
    R['base']=o; R.update(v)
    m2=fit(sub(R,tr),y[tr],signs=dict(SIGN,base=1),weights=w[tr],settings=Settings(**kw)); return base,ev(m2,R)
sig=lambda x:1/(1+np.exp(-x))
def run(T,pu=1,kw={},title='',how='offset',drop=(),show=True):
    v={n:x for n,x in T.X.items() if n not in drop}
    s=np.zeros(len(T.y)); s1=np.zeros(len(T.y)); w=np.ones(len(T.y)); w[T.single&~T.y]=pu
    for tr,te in splits(T.g):
        b,f=two(T,tr,w,v,how,kw); s1[te]=sig(b[te]); s[te]=sig(f[te])
    if show: T.report(s1,title+' stage1',False)
    T.report(s,title+' stage2 '+how,show); return s
def task(n):
    if n=='affil': r,g,k,gr=affil(); return Task('affil',r,ror(),g,k,gr,False)
    if n=='anr': r,g,k,gr=anr(); return Task('anr',r,rnsr(),g,k,gr,True)
    if n=='anr0': r,g,k,gr=anr(); return Task('anr0',r,rnsr(False,False),g,k,gr,True)
    if n=='hosp': r,f,g,gr=hosp(); return Task('hosp',r,f,g,['h']*len(r),gr,False)
