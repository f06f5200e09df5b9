"""A reflection as the shortest Streamlit script would have it: four forms of seven radios, then a chart.

Nothing is kept, checked, translated or explained here; it is the floor that our app is measured against.
"""

import streamlit as st

SCREENS = ("Trust", "Respect", "Patience", "Clearness")
STATEMENTS = (
    "I come back to what was said to me the last time we met.",
    "I decide beforehand what the conversation will be about.",
    "I say it when I do not know what to answer.",
    "I leave room for a silence, even when that is awkward.",
    "I give advice before I have heard the whole story.",
    "I tell what I am going to do with what I have heard.",
    "I notice what the conversation does to me, and I can say what it is.",
)
OPTIONS = ("(almost) never", "seldom", "sometimes", "often", "(almost) always", "not applicable", "no answer")

step = st.session_state.setdefault("step", 0)
answers = st.session_state.setdefault("answers", {})


def take(screen: str) -> None:
    """Keep what the form holds, and go on."""
    answers[screen] = [st.session_state[f"{screen}-{place}"] for place in range(len(STATEMENTS))]
    st.session_state.step += 1


def begin() -> None:
    """Go to the first form."""
    st.session_state.step = 1


if step == 0:
    st.title("A reflection")
    st.markdown("Twenty-eight statements about how you stand in the contact. It takes about ten minutes.")
    st.button("Begin", key="begin", on_click=begin)
elif step <= len(SCREENS):
    screen = SCREENS[step - 1]
    st.title(screen)
    with st.form(screen):
        for place, statement in enumerate(STATEMENTS):
            label = f"{screen} {place + 1}. {statement}"
            st.radio(label, OPTIONS, index=None, horizontal=True, key=f"{screen}-{place}")
        st.form_submit_button("Next", key="next", on_click=take, args=(screen,))
else:
    st.title("Your result")
    st.bar_chart(
        {
            "dimension": list(answers),
            "score": [
                sum(OPTIONS.index(option) for option in chosen if option in OPTIONS[:5]) / len(chosen) * 25
                for chosen in answers.values()
            ],
        },
        x="dimension",
        y="score",
    )
