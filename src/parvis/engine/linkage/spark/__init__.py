"""Deduplication of tens of millions of records on Spark, scored by Splink: the extra `parvis[spark]`.

    run(session("yarn", {}), Job(records="hdfs:…/records", output="hdfs:…/pairs", scratch="hdfs:…/scratch"))

Where the extra is not installed only `session.missing` can be asked. `words` and `places` hold what has to be known of
all records at once, and `counting` lets Spark count it; `preparing` and `compared` give every record its keys and
columns, by the functions that the engine uses on one machine; `blocking` makes the pairs; `levels`, `weights` and
`scoring` weigh them.
"""
