import sys; pass
from x3 import *
import x3
def two3(T,tr,w,v,how,kw):
    y=T.y
    key=(tr[0],tr[-1],len(tr))
    if key not in T.cache:
        o=np.zeros(len(y),np.float32)
        for a,b in splits(T.g[tr],3):
            m=fit(sub(v,tr[a]),y[tr[a]],signs=SIGN,weights=w[tr[a]],settings=Settings(**kw)); o[tr[b]]=ev(m,sub(v,tr[b]))
        m=fit(sub(v,tr),y[tr],signs=SIGN,weights=w[tr],settings=Settings(**kw)); base=ev(m,v)
        rest=np.setdiff1d(np.arange(len(y)),tr); o[rest]=base[rest]
        T.cache[key]=(o,base)
    o,base=T.cache[key]
    o=np.clip(o,-8,8);base=np.clip(base,-8,8); R=dict(lead=lead(T.P,o),gap=gap(T.P,o))
    if how=='three': F=dict(base=o,**R)
    if how=='three+': F=dict(base=o,**R,**{k:v[k] for k in ('children','largest_of_name','homonyms','name_found')})
    if how=='sum': F=dict(base=o,**R,pull=(o+R['gap']*.5).astype(np.float32))
    if how=='sumlead': F=dict(base=o,**R,pull=(o+R['gap']*.5).astype(np.float32),pull2=(o+R['lead']*.5).astype(np.float32))
    m2=fit(sub(F,tr),y[tr],signs=dict(SIGN,base=1,pull=1,pull2=1),weights=w[tr],settings=Settings(**kw)); return base,ev(m2,F)
x3.two=two3
for n in sys.argv[1:]:
    T=task(n); T.cache={}
    for how in ('three','sum','sumlead'):
        s=run(T,how=how,pu=.1,show=n=='affil')
        print([ (th,evaluate(T.P.i,s,T.y,T.total,th,best=T.best)['f']) for th in (.05,.1,.2,.3,.5,.7)])
