"""A reflection in short sentences: the outcome, how sure it is, and what it is not.

Sentences describe behaviour. Certainty is said as what the calculation assumes: nobody has studied more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from babel.lists import format_list

from content import Item, Profile, WorksWith, babel_locale, interface_words
from report.facts import whole
from scoring import Reflection, Suggestion, points

FAR_APART: Final = 75.0
"""Points between the lowest and the highest answer within one dimension: 'often' and '(almost) never'."""


def outcome(profile: Profile, reflection: Reflection, language: str) -> str:
    """Which attitude dimension comes out lowest, or what can be seen where none does."""
    _ = interface_words(language).gettext
    attitude, scored = profile.part("attitude"), _scored(profile, reflection)
    if not scored:
        found = reflection.dimensions[attitude[0].id]
        return _(
            "An area gets a score once {needed} of its {items} statements count. None has come that far yet."
        ).format(needed=found.needed, items=found.items)
    if len(scored) == 1:
        name = quoted_names(profile, scored, language)
        return _("Only {dimension} has a score so far, and comparing takes two.").format(dimension=name)
    number, named = _in_words(len(scored), language), spoken_of(profile, reflection)
    dimensions = quoted_names(profile, named, language)
    every = len(scored) == len(attitude)
    if named and named == reflection.lowest:
        if every:
            text = _("Of the {number} areas of your attitude, {dimensions} is lowest.")
        else:
            text = _("Of the {number} areas with a score, {dimensions} is lowest.")
    elif named and named == reflection.highest:
        if every:
            text = _("Of the {number} areas of your attitude, {dimensions} is highest.")
        else:
            text = _("Of the {number} areas with a score, {dimensions} is highest.")
        text = " ".join((text, _("None of the others is clearly the lowest.")))
    elif len({whole(reflection.dimensions[name].score or 0.0) for name in scored}) == 1:
        text = _("All {number} areas have the same score.")
    elif every:
        text = _("The {number} areas of your attitude are close together.")
    else:
        text = _("The {number} areas with a score are close together.")
    if named and named not in (reflection.lowest, reflection.highest):
        text = " ".join((text, _("Your answers differ most within {dimensions}.")))
    return text.format(number=number, dimensions=dimensions)


def spoken_of(profile: Profile, reflection: Reflection) -> tuple[str, ...]:
    """The attitude dimensions that the outcome names: the lowest, else the highest, else the most uneven one.

    At most half of those with a score: naming three of four says nothing. Uneven: answers at both ends, in
    one dimension more than in any other.
    """
    scored = _scored(profile, reflection)
    if len(scored) < 2:
        return ()
    for found in (reflection.lowest, reflection.highest):
        if len(found) <= len(scored) / 2:
            return found
    spread = {name: _spread(profile, reflection, name) for name in scored}
    widest, reach = max(spread.values())
    uneven = tuple(name for name, (squares, _reach) in spread.items() if squares == widest)
    return uneven if len(uneven) == 1 and reach >= FAR_APART else ()


def _spread(profile: Profile, reflection: Reflection, dimension: str) -> tuple[float, float]:
    """The mean squared deviation of the points within a dimension, and how far their ends are apart."""
    items = profile.dimensions[dimension].items.values()
    found = [value for item in items if (value := points(item, reflection.answers.get(item.id))) is not None]
    mean = sum(found) / len(found)
    return round(sum((value - mean) ** 2 for value in found) / len(found), 6), max(found) - min(found)


def lowest_means(profile: Profile, reflection: Reflection, language: str) -> str | None:
    """What 'lowest' means and what not; directly under an outcome that names a lowest dimension."""
    if not names_lowest(profile, reflection):
        return None
    _ = interface_words(language).gettext
    return _("That means that, by your answers, you did this least often. It does not say who you are.")


def names_lowest(profile: Profile, reflection: Reflection) -> bool:
    """Whether the outcome names a lowest dimension."""
    named = spoken_of(profile, reflection)
    return bool(named) and named == reflection.lowest


def certainty(profile: Profile, reflection: Reflection, language: str) -> str | None:
    """What the calculation behind a lowest or highest dimension assumes; None if neither is named."""
    _ = interface_words(language).gettext
    named = spoken_of(profile, reflection)
    if not named or named not in (reflection.lowest, reflection.highest):
        return None
    if names_lowest(profile, reflection):
        text = _(
            "How certain is it that {dimensions} is lowest? The calculation assumes that the statements of"
            " all areas are equally hard, and that your answers vary by chance. If so, it is right in at"
            " least 9 of 10 cases. Whether it is so has not been studied yet."
        )
    else:
        text = _(
            "How certain is it that {dimensions} is highest? The calculation assumes that the statements of"
            " all areas are equally hard, and that your answers vary by chance. If so, it is right in at"
            " least 9 of 10 cases. Whether it is so has not been studied yet."
        )
    return text.format(dimensions=quoted_names(profile, named, language))


def dimension_line(profile: Profile, reflection: Reflection, dimension: str, language: str) -> str:
    """One dimension's score, interval and number of answers, or why it has no score."""
    _ = interface_words(language).gettext
    ngettext = interface_words(language).ngettext
    name, found = profile.dimensions[dimension].name[language], reflection.dimensions[dimension]
    if found.score is None or found.low is None or found.high is None:
        return ngettext(
            "{dimension}: no score. {answered} statement counts, and at least {needed} are needed.",
            "{dimension}: no score. {answered} statements count, and at least {needed} are needed.",
            found.answered,
        ).format(dimension=name, answered=found.answered, needed=found.needed)
    return _(
        "{dimension}: {score} out of 100, from {answered} of the {items} statements. It could also be"
        " between {low} and {high}."
    ).format(
        dimension=name,
        score=whole(found.score),
        low=whole(found.low),
        high=whole(found.high),
        answered=found.answered,
        items=found.items,
    )


def chart_line(language: str) -> str:
    """What the point and the bar of a chart mean, shown before the chart."""
    _ = interface_words(language).gettext
    return _("The point is your score, and the bar shows where it could also lie.")


def same_answer_remark(profile: Profile, reflection: Reflection, language: str) -> str | None:
    """A remark if a dimension's statements and their opposites all got the same answer."""
    if not reflection.same_answer:
        return None
    _ = interface_words(language).gettext
    return _(
        "For {dimensions} you gave the same answer every time, also to the reverse-scored statements."
    ).format(dimensions=quoted_names(profile, reflection.same_answer, language, style="standard"))


def reading_notes(profile: Profile, language: str) -> tuple[str, ...]:
    """How to read the scores: 0 and 100, and the uneven interval."""
    _ = interface_words(language).gettext
    return (
        _(
            "0 stands for ‘{never}’ and 100 for ‘{always}’. For statements marked ‘reverse-scored’ it is the"
            " other way round. ‘{not_applicable}’ does not count."
        ).format(
            never=profile.scale[1][language],
            always=profile.scale[5][language],
            not_applicable=capital(profile.not_applicable[language]),
        ),
        _(
            "Under the same assumptions the score is in the bar in 9 of 10 cases. The bar reaches further"
            " towards your own average, because a score far from the others is partly due to chance."
        ),
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def what_this_is(profile: Profile, language: str) -> tuple[str, ...]:
    """What the reflection is, and what it does not replace."""
    _ = interface_words(language).gettext
    mirror = _(
        "This is a mirror, not a test. It does not say whether you are fit for your work, and it has no"
        " place in an appraisal."
    )
    more = () if profile.not_replaced is None else (profile.not_replaced[language],)
    return (mirror, profile.evidence[language], *more)


def topics_line(suggestions: Sequence[Suggestion], reflection: Reflection, language: str) -> str | None:
    """Why topics are offered that no answer led to; None where answers led to them."""
    _ = interface_words(language).gettext
    if suggestions:
        return None
    if any(found.answered for found in reflection.dimensions.values()):
        return _(
            "For every statement you chose the answer that best fits the attitude. If you want to go"
            " further, you can work on these topics."
        )
    return _("No answer counts yet. You can ask a colleague about these topics, or go along with somebody.")


def own_answer(
    profile: Profile, reflection: Reflection, item: str, language: str
) -> tuple[str, str, str, str]:
    """What an answer is about, the statement without its full stop, the answer, and `counts_as`."""
    found = profile.items[item]
    return (
        profile.aspects[found.aspect].name[language],
        found.wording(reflection.works_with)[language].rstrip("."),
        answer_words(profile, reflection, item, language),
        counts_as(found, language),
    )


def answer_words(profile: Profile, reflection: Reflection, item: str, language: str) -> str:
    """The answer to one item, in the words of the scale."""
    _ = interface_words(language).gettext
    if item not in reflection.answers:
        return _("not answered")
    answer = reflection.answers[item]
    return (profile.not_applicable if answer is None else profile.scale[answer])[language]


def counts_as(item: Item, language: str) -> str:
    """The remark after an opposite item's statement, with a space before it; empty for other items."""
    _ = interface_words(language).gettext
    return " " + _("(reverse-scored)") if item.opposite else ""


def confidence_line(profile: Profile, confidence: int | None, language: str) -> str | None:
    """The question how sure one feels with its answer; None if it was not answered."""
    if confidence is None:
        return None
    _ = interface_words(language).gettext
    asked = profile.confidence
    return _("{question} You chose {confidence} (0 = {low}, 10 = {high}).").format(
        question=asked.question[language],
        confidence=confidence,
        low=asked.low[language],
        high=asked.high[language],
    )


def works_with_words(profile: Profile, works_with: WorksWith, language: str) -> str:
    """With whom the reader works, in the words of the profile."""
    return next(choice.label[language] for choice in profile.works_with if choice.id == works_with)


def _scored(profile: Profile, reflection: Reflection) -> tuple[str, ...]:
    attitude = profile.part("attitude")
    return tuple(d.id for d in attitude if reflection.dimensions[d.id].score is not None)


def quoted_names(profile: Profile, dimensions: Iterable[str], language: str, *, style: str = "or") -> str:
    """The names of dimensions in quotes, as a list in words: 'A or B', or 'A and B' in the style standard."""
    quoted = [f"‘{profile.dimensions[name].name[language]}’" for name in dimensions]
    return format_list(quoted, style=style, locale=babel_locale(language))  # type: ignore[arg-type]


def _in_words(number: int, language: str) -> str:
    _ = interface_words(language).gettext
    return {2: _("two"), 3: _("three"), 4: _("four")}.get(number, str(number))
