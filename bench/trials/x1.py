import sys; pass
from data import *
from sklearn.ensemble import HistGradientBoostingClassifier as H
from sklearn.model_selection import GroupKFold
def cv(name,recs,ref,gold,kinds,groups,best):
    P,X=build(recs,ref); y=labels(P,gold); total=sum(map(len,gold))
    M=np.stack(list(X.values()),1); g=np.unique([str(groups[i]) for i in P.i],return_inverse=True)[1]
    print(name,len(recs),'gold',total,'retrieved',y.sum(), 'pairs',len(y))
    for add in (0,1):
        s=np.zeros(len(y))
        for tr,te in GroupKFold(5,shuffle=True,random_state=0).split(M,y,g):
            m=H(max_iter=150,learning_rate=.06,max_leaf_nodes=8 if not add else 2,min_samples_leaf=20,l2_regularization=5,interaction_cst='no_interactions' if add else None,random_state=0) if not add else H(max_iter=400,learning_rate=.1,max_depth=1,min_samples_leaf=20,l2_regularization=5,random_state=0)
            m.fit(M[tr],y[tr]); s[te]=m.predict_proba(M[te])[:,1]
        print(' additive' if add else ' trees',evaluate(P.i,s,y,total,best=best), 'th.4',evaluate(P.i,s,y,total,.4,best),'th.3',evaluate(P.i,s,y,total,.3,best))
        for k in sorted(set(kinds)):
            sel=np.array([kinds[i]==k for i in P.i]); 
            print('    ',k,evaluate(P.i[sel],s[sel],y[sel],sum(len(g_) for g_,kk in zip(gold,kinds) if kk==k),best=best), sum(kk==k for kk in kinds))
    return P,X,y,s
if __name__=='__main__':
    which=sys.argv[1:] or ['affil','anr','hosp']
    if 'affil' in which:
        r,g,k,gr=affil(); cv('affil',r,ror(),g,k,gr,False)
    if 'anr' in which:
        r,g,k,gr=anr(); cv('anr',r,rnsr(),g,k,gr,True); cv('anr nolabels',r,rnsr(False,False),g,k,gr,True)
    if 'hosp' in which:
        r,f,g,gr=hosp(); cv('hosp',r,f,g,['h']*len(r),gr,False)
