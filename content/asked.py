"""The profile as it was asked: what keeps an older reflection readable when the profile changes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Final

from content.mirror import NO_MIRROR
from content.model import (
    LANGUAGES,
    Aspect,
    Choice,
    Confidence,
    Dimension,
    Intervision,
    Item,
    PlanExample,
    Profile,
    Text,
)
from records import Asked, AskedDimension

_NOTHING: Final[Text] = dict.fromkeys(LANGUAGES, "")


def asked(profile: Profile) -> Asked:
    """What was asked, without explanations, topics, phases and the mirror."""
    return {
        "version": profile.version,
        "title": dict(profile.title),
        "stem": dict(profile.stem),
        "scale": [dict(profile.scale[value]) for value in sorted(profile.scale)],
        "not_applicable": dict(profile.not_applicable),
        "works_with_question": dict(profile.works_with_question),
        "works_with": [{"id": choice.id, "label": dict(choice.label)} for choice in profile.works_with],
        "confidence": {
            "question": dict(profile.confidence.question),
            "low": dict(profile.confidence.low),
            "high": dict(profile.confidence.high),
        },
        "dimensions": [
            {
                "id": dimension.id,
                "part": dimension.part,
                "name": dict(dimension.name),
                "aspects": [{"id": a.id, "name": dict(a.name)} for a in dimension.aspects.values()],
                "items": [
                    {
                        "id": item.id,
                        "aspect": item.aspect,
                        "opposite": item.opposite,
                        "text": dict(item.text),
                        "minors": None if item.minors is None else dict(item.minors),
                    }
                    for item in dimension.items.values()
                ],
            }
            for dimension in profile.dimensions.values()
        ],
    }


def asked_key(data: Asked) -> str:
    """A name for what was asked: its version, and eight letters that change with any word.

    Example: '1.0-3f9a12c4'.
    """
    words = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return f"{data['version']}-{sha256(words.encode()).hexdigest()[:8]}"


def profile_from(data: Asked) -> Profile:
    """The profile that `asked` was made from, with empty explanations, topics, phases and mirror."""
    dimensions = {d["id"]: _dimension(d) for d in data["dimensions"]}
    return Profile(
        version=data["version"],
        title=data["title"],
        for_whom=_NOTHING,
        introduction=_NOTHING,
        source=_NOTHING,
        evidence=_NOTHING,
        not_replaced=None,
        stem=data["stem"],
        scale=dict(enumerate(data["scale"], start=1)),
        not_applicable=data["not_applicable"],
        works_with_question=data["works_with_question"],
        works_with=tuple(Choice(choice["id"], choice["label"]) for choice in data["works_with"]),
        confidence=Confidence(**data["confidence"]),
        plan_example=PlanExample(_NOTHING, _NOTHING),
        dimensions=dimensions,
        aspects={a.id: a for d in dimensions.values() for a in d.aspects.values()},
        items={i.id: i for d in dimensions.values() for i in d.items.values()},
        topics={},
        intervision=Intervision(_NOTHING, _NOTHING, {}, {}, None),
        mirror=NO_MIRROR,
    )


def _dimension(data: AskedDimension) -> Dimension:
    return Dimension(
        id=data["id"],
        part=data["part"],
        name=data["name"],
        summary=_NOTHING,
        explanation=_NOTHING,
        aspects={a["id"]: Aspect(a["id"], data["id"], a["name"], _NOTHING) for a in data["aspects"]},
        items={
            item["id"]: Item(
                id=item["id"],
                dimension=data["id"],
                aspect=item["aspect"],
                opposite=item["opposite"],
                text=item["text"],
                minors=item["minors"],
            )
            for item in data["items"]
        },
        topics={},
    )
