"""Fit the weights that parvis comes with, on all projects of the ANR.

python -m bench.recommend_fit
"""

from bench.recommend import weights_before
from bench.recommend_data import anr
from parvis.engine.recommend.models import SHIPPED, write

if __name__ == "__main__":
    data = anr()
    write(SHIPPED, weights_before(data, 1 + max(one.year for one in data.participations)))
