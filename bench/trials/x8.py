import sys; pass
from x3 import *
def joint(tasks,pu=.1,weightof=None,kw={},drop=()):
    """CV: fold f of every task held out together"""
    names=[n for n in tasks[0].X if n not in drop]
    V={n:np.concatenate([T.X[n] for T in tasks]) for n in names}
    y=np.concatenate([T.y for T in tasks]); off=np.cumsum([0]+[len(T.y) for T in tasks])
    npos=[T.y.sum() for T in tasks]
    w=np.concatenate([np.where(T.single&~T.y,pu,1.)*(weightof(T) if weightof else 1) for T in tasks])
    fold=np.concatenate([next_f(T) for T in tasks])
    def two(tr):
        o=np.zeros(len(y),np.float32); inner=(fold[tr]*7+np.arange(len(tr))*0)%5
        gs=sorted(set(fold[tr].tolist()))
        for f in gs:
            a=tr[fold[tr]!=f]; b=tr[fold[tr]==f]
            m=fit(sub(V,a),y[a],signs=SIGN,weights=w[a],settings=Settings(**kw)); o[b]=ev(m,sub(V,b))
        m=fit(sub(V,tr),y[tr],signs=SIGN,weights=w[tr],settings=Settings(**kw)); base=ev(m,V)
        te=np.setdiff1d(np.arange(len(y)),tr); o[te]=base[te]
        o=np.clip(o,-12,12)
        L=np.concatenate([lead(T.P,o[off[k]:off[k+1]]) for k,T in enumerate(tasks)]); G=np.concatenate([gap(T.P,o[off[k]:off[k+1]]) for k,T in enumerate(tasks)])
        F=dict(base=o,lead=L,gap=G)
        m2=fit(sub(F,tr),y[tr],signs=dict(SIGN,base=1),weights=w[tr],settings=Settings(**kw)); return ev(m2,F)+.001*o,(m,m2)
    s=np.zeros(len(y))
    for f in range(5):
        tr=np.flatnonzero(fold!=f); te=np.flatnonzero(fold==f); s[te]=sig(two(tr)[0][te])
    return [s[off[k]:off[k+1]] for k in range(len(tasks))]
def next_f(T):
    f=np.zeros(len(T.y),int)
    for k,(tr,te) in enumerate(splits(T.g)): f[te]=k
    return f
def show(tasks,ss,title):
    for T,s in zip(tasks,ss):
        T.report(s,title,T.name=='affil'); print([ (th,evaluate(T.P.i,s,T.y,T.total,th,best=T.best)['f']) for th in (.2,.3,.5,.7)])
if __name__=='__main__':
    a,b,c,d=task('affil'),task('anr'),task('hosp'),task('anr0')
    eq=lambda T: 1000/T.y.sum()
    show([b,c],joint([b,c]),'anr+hosp')
    show([b,c],joint([b,c],weightof=lambda T:{'anr':.3,'hosp':1}[T.name]),'anr.3+hosp')
    show([b,c,d],joint([b,c,d],weightof=lambda T:{'anr':.3,'anr0':.15,'hosp':1}[T.name]),'anr.3+anr0+hosp')
    show([a,b,c],joint([a,b,c],weightof=lambda T:{'anr':.3,'hosp':1,'affil':1}[T.name]),'all')
