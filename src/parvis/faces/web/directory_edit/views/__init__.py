"""Views, one file for each thing that is written."""
