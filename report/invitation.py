"""What a lead can send to the team: a text to invite, a text to remind."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from content import babel_locale, interface_words


def purpose(minutes: int, language: str) -> str:
    """What taking part is about, how long it takes, and that nobody asks for a name."""
    _ = interface_words(language).gettext
    return _("How do we stand in the contact? About {minutes} minutes, without your name.").format(
        minutes=minutes
    )


def invitation(*, team: str, minutes: int, until: date, link: str | None, language: str) -> str:
    """To invite; without a link, people get a card."""
    _ = interface_words(language).gettext
    return "\n\n".join(
        (
            _("{team} looks at its attitude together.").format(team=team),
            purpose(minutes, language),
            _(
                "You answer alone and see your own result first. Then you choose: share or not. Both are"
                " fine. Nobody in the team gets to see what you answered."
            ),
            _way(link, language),
            _("You can do it until {day}.").format(day=_day(until, language)),
        )
    )


def reminding(*, team: str, minutes: int, until: date, link: str | None, language: str) -> str:
    """To remind everybody: who has shared is not known."""
    _ = interface_words(language).gettext
    return "\n\n".join(
        (
            _("The round of {team} is open until {day}.").format(team=team, day=_day(until, language)),
            _(
                "This goes to everybody, because nobody can see who has shared. Did you already share, or"
                " would you rather not? Then you need not do anything."
            ),
            purpose(minutes, language),
            _way(link, language),
        )
    )


def _way(link: str | None, language: str) -> str:
    _ = interface_words(language).gettext
    return link or _("Scan your card, or type its code.")


def _day(until: date, language: str) -> str:
    return format_date(until, "long", locale=babel_locale(language))
