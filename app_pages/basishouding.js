// What the page needs besides Streamlit: keep what was answered when a screen is left without a button,
// begin each new screen at its top, and say in which language the page is.
(() => {
  "use strict"
  const OPTIONS = [1, 2, 3, 4, 5, 0, -1] // as ANSWER_OPTIONS in visit.py
  let sent = {}

  // Streamlit looks for its server below every page's own address first, and logs a 404 for each try.
  window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href }

  const chosen = () => {
    const answers = {}
    for (const input of document.querySelectorAll('[class*="st-key-answer-"] input:checked')) {
      const key = [...input.closest('[class*="st-key-answer-"]').classList].find((name) => name.startsWith("st-key-answer-"))
      answers[key.slice("st-key-answer-".length)] = OPTIONS[input.value]
    }
    return answers
  }

  const keep = () => {
    const answers = chosen()
    const news = Object.entries(answers).filter(([item, option]) => sent[item] !== option)
    if (!news.length) return
    sent = { ...sent, ...answers }
    fetch("./draft", { method: "POST", keepalive: true, body: JSON.stringify(Object.fromEntries(news)) }).catch(() => {
      sent = {}
    })
  }

  addEventListener("pagehide", keep)
  addEventListener("visibilitychange", () => document.hidden && keep())
  addEventListener("click", (event) => event.target.closest("a") && keep(), true)

  // A new screen in the same page: Streamlit leaves the reader at the bottom, and the focus on the button.
  let screen = ""
  const arrive = () => {
    const heading = document.querySelector("h1")
    document.documentElement.lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "nl"
    if (!heading || heading.textContent === screen) return
    const first = screen === ""
    screen = heading.textContent
    if (first) return
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  new MutationObserver(arrive).observe(document, { subtree: true, childList: true, characterData: true })
})()
