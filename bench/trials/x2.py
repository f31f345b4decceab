import sys; pass
from data import *
from rival import rivals
from sklearn.ensemble import HistGradientBoostingClassifier as H
from sklearn.model_selection import GroupKFold
def trees(n=150): return H(max_iter=n,learning_rate=.06,max_leaf_nodes=8,min_samples_leaf=20,l2_regularization=5,random_state=0)
def stumps(n=400): return H(max_iter=n,learning_rate=.1,max_depth=1,min_samples_leaf=20,l2_regularization=5,random_state=0)
def lo(p): return np.log(np.clip(p,1e-6,1-1e-6)/(1-np.clip(p,1e-6,1-1e-6)))
def oof(mk,M,y,g,k=5,seed=0):
    s=np.zeros(len(y))
    for tr,te in GroupKFold(k,shuffle=True,random_state=seed).split(M,y,g):
        s[te]=mk().fit(M[tr],y[tr]).predict_proba(M[te])[:,1]
    return s
def cv2(name,recs,ref,gold,kinds,groups,best,mk=trees,show=True):
    P,X=build(recs,ref); y=labels(P,gold); total=sum(map(len,gold))
    M=np.stack(list(X.values()),1); g=np.unique([str(groups[i]) for i in P.i],return_inverse=True)[1]
    s=np.zeros(len(y)); s1=np.zeros(len(y))
    for tr,te in GroupKFold(5,shuffle=True,random_state=0).split(M,y,g):
        o=oof(mk,M[tr],y[tr],g[tr]); m=mk().fit(M[tr],y[tr]); s1[te]=m.predict_proba(M[te])[:,1]
        base=np.zeros(len(y)); base[tr]=lo(o); base[te]=lo(s1[te])
        R=rivals(P,base); M2=np.column_stack([M,base,*R.values()])
        s[te]=mk().fit(M2[tr],y[tr]).predict_proba(M2[te])[:,1]
    print(name,mk.__name__,'stage1',evaluate(P.i,s1,y,total,best=best)); print('   stage2',evaluate(P.i,s,y,total,best=best),'.4',evaluate(P.i,s,y,total,.4,best),'.3',evaluate(P.i,s,y,total,.3,best))
    for k in sorted(set(kinds)):
        sel=np.array([kinds[i]==k for i in P.i])
        tt=sum(len(g_) for g_,kk in zip(gold,kinds) if kk==k)
        if show: print('    ',k,evaluate(P.i[sel],s[sel],y[sel],tt,best=best),evaluate(P.i[sel],s[sel],y[sel],tt,.3,best=best), sum(kk==k for kk in kinds))
    return P,X,y,s
if __name__=='__main__':
    which=sys.argv[1:] or ['affil','anr','hosp']
    for mk in (trees,stumps):
        if 'affil' in which:
            r,g,k,gr=affil(); cv2('affil',r,ror(),g,k,gr,False,mk)
        if 'anr' in which:
            r,g,k,gr=anr(); cv2('anr',r,rnsr(),g,k,gr,True,mk); cv2('anr nolabels',r,rnsr(False,False),g,k,gr,True,mk)
        if 'hosp' in which:
            r,f,g,gr=hosp(); cv2('hosp',r,f,g,['h']*len(r),gr,False,mk)
