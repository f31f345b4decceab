"""Documents, words, and which document holds which word.

All rows belong to a generation by its number, without a foreign key: a build writes hundreds of thousands of them, and
an old generation is deleted by that number alone.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """What was indexed under a number: `content` allows to take it out again word by word, and to rank by its names."""

    generation = models.PositiveIntegerField(_("generation"))
    number = models.PositiveIntegerField(_("number in the index"))
    key = models.BigIntegerField(_("key of the object"))
    content = models.TextField(_("content"))
    sort_key = models.BinaryField(_("name for sorting"))

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = (
            models.UniqueConstraint(fields=("generation", "key"), name="search_document_key"),
            models.UniqueConstraint(fields=("generation", "number"), name="search_document_number"),
        )
        indexes = (models.Index(fields=("generation", "sort_key", "number"), name="search_document_sort"),)

    def __str__(self) -> str:
        return f"{self.key}"


class Posting(models.Model):
    """The documents of one chunk (65,536 numbers) that hold one term: their numbers, and a byte of marks for each."""

    generation = models.PositiveIntegerField(_("generation"))
    term = models.BinaryField(_("term"))
    chunk = models.PositiveIntegerField(_("chunk"))
    data = models.BinaryField(_("numbers and marks"))

    class Meta:
        verbose_name = _("posting list")
        verbose_name_plural = _("posting lists")
        constraints = (models.UniqueConstraint(fields=("generation", "term", "chunk"), name="search_posting_once"),)

    def __str__(self) -> str:
        return f"{bytes(self.term)!r} {self.chunk}"


class Word(models.Model):
    """A word of the index: its stem and its reverse for finding its neighbours, and how it is written with accents."""

    generation = models.PositiveIntegerField(_("generation"))
    word = models.BinaryField(_("word"))
    stem = models.BinaryField(_("stem"))
    reverse = models.BinaryField(_("word backwards"))
    surface = models.CharField(_("as written"), max_length=80)
    documents = models.IntegerField(_("documents"), default=0)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = (models.UniqueConstraint(fields=("generation", "word"), name="search_word_once"),)
        indexes = (
            models.Index(fields=("generation", "stem"), name="search_word_stem"),
            models.Index(fields=("generation", "reverse"), name="search_word_reverse"),
        )

    def __str__(self) -> str:
        return self.surface


class Segment(models.Model):
    """The columns (key, order, weight, facets…) of 4,096 consecutive documents."""

    generation = models.PositiveIntegerField(_("generation"))
    position = models.PositiveIntegerField(_("position"))
    stamp = models.BigIntegerField(_("stamp of the last change"))
    data = models.BinaryField(_("columns"))

    class Meta:
        verbose_name = _("segment of columns")
        verbose_name_plural = _("segments of columns")
        constraints = (models.UniqueConstraint(fields=("generation", "position"), name="search_segment_once"),)

    def __str__(self) -> str:
        return f"{self.generation}/{self.position}"
