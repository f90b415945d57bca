"""The weight of each signal, fitted by `measure_suggestions --fit` on one volume (docs/suggestions.md says which)."""

WEIGHTS = {
    "their_reference": 6.0,
    "same_reference": 2.0,
    "number_theirs": 3.0,
    "number_first": 2.0,
    "number_others": 1.0,
    "number_ours": -1.0,
    "number_answering": 1.5,
    "date_answering": 2.0,
    "date_theirs": 4.0,
    "date_named": 2.0,
    "date_others": 0.5,
    "distance": -1.5,
    "undated": -1.0,
    "mirrored": 1.5,
    "half_mirrored": 0.7,
    "same_sender": -1.5,
    "wrote_last": 1.0,
    "wrote_before": -1.0,
    "correspondents": 1.5,
    "replying": 2.0,
    "open_offer": 1.0,
    "asks": 0.4,
    "in_kind": 0.3,
    "one_meeting": -1.0,
    "two_meetings": -1.0,
    "same_topic": 0.5,
    "rare_words": 3.0,
    "same_subject": 0.5,
    "quotation": 1.0,
    "note": 1.5,
    "note_reply": 1.0,
    "note_citing": 1.5,
    "note_telegram": 1.0,
    "note_answering": 2.0,
    "forward_reply": 3.0,
    "forward": 1.0,
}
BIAS = -5.0
THRESHOLD = 0.5
# What is told beside a likely one may be less likely.
BESIDE = 0.2
