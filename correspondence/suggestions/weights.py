"""The weight of each clue, as `measure_suggestions --fit` prints them; docs/suggestions.md says on what they were fitted.

The numbers of ``their_reference`` and ``date_theirs`` stand by reason: no volume gives "your reference", and few have several
letters of one day.
"""

WEIGHTS = {
    "their_reference": 7.5,
    "same_reference": 2.0,
    "number_theirs": 2.73,
    "number_first": 2.38,
    "number_others": 1.44,
    "number_ours": -1.09,
    "number_answering": 1.64,
    "date_answering": 2.3,
    "date_theirs": 5.0,
    "date_named": 2.08,
    "date_others": 0.86,
    "distance": -2.63,
    "undated": -1.2,
    "mirrored": 0.38,
    "half_mirrored": 1.38,
    "same_sender": -1.16,
    "wrote_last": 1.5,
    "wrote_before": -1.23,
    "correspondents": 1.43,
    "replying": 2.75,
    "open_offer": 1.0,
    "asks": 0.05,
    "in_kind": -0.09,
    "one_meeting": 0.58,
    "two_meetings": -0.36,
    "same_day": -2.72,
    "same_topic": 0.5,
    "rare_words": 6.15,
    "same_subject": 1.86,
    "quotation": 1.0,
    "note": 0.78,
    "note_reply": 1.0,
    "note_citing": 0.54,
    "note_telegram": 1.03,
    "note_answering": 2.71,
    "forward_reply": 3.0,
    "forward": 0.81,
}
BIAS = -6.24
# Under this nothing is said; what is told beside a likely one may be less likely.
THRESHOLD = 0.5
BESIDE = 0.2
