"""`parvis engine`: the methods of the engine on one's own CSV files; no database is needed."""

import typer

from parvis.cli.engine import assign, dedupe, fit, fit_dedupe, fit_recommend, link, recommend, scores, spark_pairs

app = typer.Typer(no_args_is_help=True, help="Use the engine on CSV files: UTF-8, with a header.")
app.command("assign")(assign.assign)
app.command("link")(link.link)
app.command("fit")(fit.fit)
app.command("dedupe")(dedupe.dedupe)
app.command("fit-dedupe")(fit_dedupe.fit_dedupe)
app.command("scores")(scores.scores)
app.command("spark-pairs")(spark_pairs.spark_pairs)
app.command("recommend")(recommend.recommend)
app.command("fit-recommend")(fit_recommend.fit_recommend)
