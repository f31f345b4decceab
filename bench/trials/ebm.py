import numpy as np
from parvis.engine.linkage.additive import *
from parvis.engine.linkage.compare.features import FEATURES
SIGN=dict(same_words=1,name_found=1,text_explained=1,explained_beside=1,spelling=1,part_spelling=1,in_one_piece=1,largest_of_name=1,homonyms=-1,same_label=1,parents_named=1,same_city=1,same_department=1,distance=-1,city_in_name=1,numbers=1,lead=1,gap=1,evidence=1,children=1,special_service=-1,same_family=1)
def ev(model,v):
    b,st=model; return b+sum(s(v[s.feature]) for s in st)
