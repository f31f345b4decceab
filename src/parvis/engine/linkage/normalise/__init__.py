"""What French institutions write, brought to one form: names, places, lab labels, hospital families."""
