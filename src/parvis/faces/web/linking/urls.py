"""Addresses of linking."""

from django.urls import path

from parvis.faces.web.linking.views import batches, by_hand, files, judging, merges, naming, queue

app_name = "linking"
urlpatterns = [
    path("campus/linking/", queue.index, name="queue"),
    path("campus/linking/search/", queue.search, name="search"),
    path("campus/linking/next/", judging.following, name="following"),
    path("campus/linking/pairs/<int:pk>/", judging.pair, name="pair"),
    path("campus/linking/undo/", judging.undo, name="undo"),
    path("campus/linking/judgements/", queue.judgements, name="judgements"),
    path("campus/linking/judgements/pairs.csv", queue.labelled, name="labelled"),
    path("campus/linking/judgements/<int:pk>/withdraw/", queue.withdraw, name="withdraw"),
    path("campus/linking/judgements/files/", files.index, name="pair_files"),
    path("campus/linking/judgements/files/<int:pk>/", files.file, name="pair_file"),
    path("campus/linking/judgements/files/<int:pk>/apply/", files.apply, name="pair_file_apply"),
    path("campus/linking/judgements/files/<int:pk>/set-aside/", files.drop, name="pair_file_drop"),
    path("campus/linking/judgements/files/<int:pk>/undo/", files.undo, name="pair_file_undo"),
    path("campus/linking/merges/", merges.index, name="merges"),
    path("campus/linking/merges/<int:pk>/", merges.merge, name="merge"),
    path("campus/linking/together/", batches.index, name="batches"),
    path("campus/linking/together/<int:pk>/", batches.batch, name="batch"),
    path("campus/linking/together/<int:pk>/confirm/", batches.confirm, name="batch_confirm"),
    path("campus/linking/together/<int:pk>/drop/", batches.drop, name="batch_drop"),
    path("campus/linking/together/<int:pk>/undo/", batches.undo, name="batch_undo"),
    path("directory/like/", naming.like, name="like"),
    path("organisations/<slug:slug>/merge/", by_hand.choose, name="by_hand"),
]
