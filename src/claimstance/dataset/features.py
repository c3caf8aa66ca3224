"""The columns of a dataset: one row for each sentence, offsets in characters of its own text."""

from typing import Any

from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity
from claimstance.dataset.entries import LAYERS
from claimstance.errors import MissingExtraError

COLUMNS = {
    "document_id": "id of the document",
    "annotator": "who made the marks, such as `human:1` or `llm:1`",
    "source": "the outlet, null where it is not known",
    "language": "ISO 639-1 code, null where it is not known",
    "sentence": "position among the document's sentences, from 0",
    "start": "first character of the sentence in the document's text",
    "text": "the sentence",
    "context": "the sentences before it, as they stand in the document",
    "labelled": f"what the row is labelled with, of {', '.join(LAYERS)}; where a layer is missing, "
    "the absence of marks says nothing",
    "subjectivity": f"{' or '.join(Subjectivity)}, null where it was not labelled",
    "rating": "from 0 (certainly objective) to 1 (certainly subjective), null where nobody rated",
    "claims": "claims: `id`; `spans`, one or more [start, end]; `holder`, which is `author`, "
    "`other` or `words`; `holder_span`, null unless it is `words`; `cue`, a span or null; `kind` "
    f"({', '.join(ClaimKind)}); `worth`; `neutral`, the claim in plain words",
    "evaluations": f"evaluations: `id`; `span`; `type` ({', '.join(EvaluationType)}); `polarity` "
    f"({', '.join(Polarity)}); `strength` 1 to 3; `holder` and `holder_span` as for claims; "
    "`target`, a span or null",
}
"""Columns in order, with what they mean; the dataset card lists them."""


def features() -> Any:
    """Return the `datasets.Features` of a dataset.

    Raises:
        MissingExtraError: If datasets is not installed.
    """
    try:
        from datasets import Features, Value
    except ModuleNotFoundError:
        raise MissingExtraError("Building a dataset", "train") from None
    text, span = Value("string"), [Value("int32")]
    holder = {"holder": text, "holder_span": span}
    claim = {"id": text, "spans": [span], **holder, "cue": span}
    claim |= {"kind": text, "worth": Value("bool"), "neutral": text}
    evaluation = {"id": text, "span": span, "type": text, "polarity": text}
    evaluation |= {"strength": Value("int8"), **holder, "target": span}
    special = {
        "sentence": Value("int32"),
        "start": Value("int32"),
        "labelled": [text],
        "rating": Value("float32"),
        "claims": [claim],
        "evaluations": [evaluation],
    }
    return Features({name: special.get(name, text) for name in COLUMNS})
