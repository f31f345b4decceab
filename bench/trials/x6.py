import sys; pass
from x3 import *
for n in sys.argv[1:]:
    T=task(n)
    for how in ('offset','joint'): 
        t=time.process_time(); run(T,pu=.1,how=how); print(time.process_time()-t)
