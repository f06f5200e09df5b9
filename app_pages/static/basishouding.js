// What the page needs besides Streamlit: keep what was answered and written,
// begin each new screen at its top, say in which language the page is, tell a screen reader what it would
// miss, keep the focus, and handle return codes. What it relies on in Streamlit: docs/upgrading-streamlit.md.
(() => {
  "use strict"
  // Keys of widgets, values of options, languages and names: what the pages say of themselves (server/shell.py).
  const CONTRACT = JSON.parse(document.querySelector('meta[name="contract"]').content)
  const keyed = (key) => ".st-key-" + key.replaceAll(/[^\w-]/g, "-") // the class that Streamlit makes of a key

  // What Streamlit says of its script and its connection.
  const states = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {}
  const isRunning = () => states().testScriptState === "running"
  const isConnected = () => states().testConnectionState === "CONNECTED"
  let language = document.documentElement.lang

  // Streamlit looks for its server below every page's own address first, and logs a 404 for each try.
  window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href }

  // What the reader changed and no run or request has taken in yet, by the class of its field.
  const KEEP_AFTER_MS = 1000
  const touched = new Set()
  let keepLater
  let request
  const radios = [...CONTRACT.items.map((item) => [item, CONTRACT.answerKey + item, CONTRACT.answerOptions]),
    ...Object.entries(CONTRACT.choices).map(([key, options]) => [key, key, options])]
  const writing = `st-key-${CONTRACT.textKey}`
  const fieldOf = (element) => element.closest?.('[class*="st-key-"]:has(textarea, [type="radio"]), [class*="st-key-write-"]')
  const classOf = (field) => [...field.classList].find((name) => name.startsWith("st-key-"))

  const chosen = () => {
    const answers = {}
    for (const [name, key, options] of radios) {
      const input = touched.has(keyed(key).slice(1)) && document.querySelector(`${keyed(key)} input:checked`)
      if (input) answers[name] = options[input.value]
    }
    for (const name of touched) {
      const text = name.startsWith(writing) && document.querySelector(`.${name} :is(textarea, input)`)
      if (text) answers[name.slice("st-key-".length)] = text.value
    }
    return answers
  }

  const MAX_BYTES_KEPT_ALIVE = 60_000 // a browser refuses more than 64 KiB in a request that outlives its page
  const post = (address, body, signal) => fetch(address, {
    method: "POST",
    keepalive: new Blob([body]).size < MAX_BYTES_KEPT_ALIVE,
    body,
    signal,
    headers: { "Accept-Language": language },
  })
  const keep = async () => {
    clearTimeout(keepLater)
    const answers = chosen()
    if (!Object.keys(answers).length) return
    const names = [...touched]
    touched.clear()
    const { signal } = request = new AbortController()
    const again = () => { if (!signal.aborted) for (const name of names) touched.add(name) }
    await post("./draft", JSON.stringify(answers), signal).then((answer) => answer.ok || again(), again)
  }
  const touch = ({ target, type, key = " " }) => {
    const field = fieldOf(target)
    // React Aria sends no `input` for a radio
    if (!field || (type === "input") !== target.matches('textarea, [class*="st-key-write-"] input') || !/^Arrow| $/.test(key)) return
    touched.add(classOf(field))
    clearTimeout(keepLater)
    keepLater = setTimeout(keep, KEEP_AFTER_MS)
  }
  for (const type of ["input", "click", "keyup"]) addEventListener(type, touch, true)
  // A pressed button takes everything along, and may empty a field: nothing older may arrive after that.
  // But what stands in a form goes with its own button only.
  const takenAlong = (button) => {
    const form = (element) => element?.closest('[data-testid="stForm"]')
    const ofOthers = (name) => ![undefined, null, form(button)].includes(form(document.querySelector(`.${name}`)))
    if ([...touched].some(ofOthers)) return keep()
    clearTimeout(keepLater)
    touched.clear()
    request?.abort()
  }

  // Enter sends a form without its button.
  addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target.matches('[data-testid="stForm"] input')) takenAlong(target)
  }, true)

  // The session has a new secret, which only a request can put into the cookie (app_pages/context.py).
  const AGAIN_MS = 3000
  const later = () => new Promise((done) => setTimeout(done, AGAIN_MS))
  const orNone = () => ({})
  let ticket = ""
  const remember = (unused) => { try { sessionStorage.setItem("ticket", unused) } catch {} } // storage may be refused
  const remembered = () => { try { return sessionStorage.getItem("ticket") } catch { return "" } }
  const handIn = async (given) => {
    remember(given)
    const { status } = await post("./draft/cookie", given).catch(orNone)
    if ([200, 204, 403].includes(status)) remember("")
    return status
  }
  // The page before this one may have gone before its ticket was answered: its session had the new secret already.
  const earlier = remembered() ? handIn(remembered()) : Promise.resolve()
  earlier.then((status) => status === 204 && location.reload())
  const renew = async () => {
    const given = document.querySelector("[data-ticket]")?.dataset.ticket
    if (!given || given === ticket) return
    ticket = given
    if (await earlier === 204) return
    const status = await handIn(ticket)
    if (status === 200 || status === 204) return keep() // what was on its way with the old cookie is refused, and goes again
    if (status === 403) return keep().then(() => location.reload()) // another tab was first
    await later()
    ticket = ""
    renew()
  }
  // This tab's own secret is void: what the server could not keep under it is sent under the new one.
  let isLeaving = false
  const leave = async () => {
    const given = document.querySelector("[data-unkept]")?.dataset.unkept
    if (given === undefined || isLeaving) return
    isLeaving = true
    const unkept = Uint8Array.from(atob(given), (each) => each.charCodeAt(0))
    for (let tries = 3; tries && !(await post("./draft", unkept).catch(orNone)).ok; tries--) await later()
    await keep()
    location.reload()
  }

  // One of Streamlit's scripts did not load: load the page once more, where nothing is lost by that.
  const RELOAD_AGAIN_MS = 60_000
  addEventListener("vite:preloadError", async () => {
    await keep()
    try {
      const isAgain = Date.now() - (sessionStorage.getItem("reloaded") ?? 0) < RELOAD_AGAIN_MS
      if (touched.size || isAgain || !(await fetch(location.href)).ok) return
      sessionStorage.setItem("reloaded", Date.now())
      location.reload()
    } catch {} // no storage, or no line: what is on the page stays, with a sentence (server/shell.py)
  })

  // The first words stand above the app until its page is there; then they go, in one frame and at the same place.
  const MAX_MS_FOR_PARTS = 6000
  const first = document.getElementById("first")
  let waited = false
  let timer
  const isThere = () => {
    const parts = '#root h1, #root [data-testid="stAlert"], #root [data-testid="stException"], [role="dialog"]'
    if (!document.querySelector(parts) || isRunning()) return false
    // while a part's script is on its way Streamlit draws a grey bar, lower than what takes its place
    return waited || !document.querySelector('#root [data-testid="stSkeleton"]')
  }
  const uncover = () => {
    if (!first?.isConnected) return
    if (document.querySelector("#root h1")) timer ??= setTimeout(() => { waited = true; uncover() }, MAX_MS_FOR_PARTS)
    if (!isThere()) return
    // a frame later: what moved in this one has found its place by then
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (!first.isConnected || !isThere()) return
      const { scrollTop } = first
      first.remove()
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, scrollTop)
      reach()
    }))
  }

  // A button that was pressed says so at once, however long the line to the server is.
  const answered = () => {
    if (isRunning()) return
    for (const button of document.querySelectorAll(".pressed")) button.classList.remove("pressed")
  }
  addEventListener("click", (event) => {
    const button = event.target.closest('[data-testid="stButton"] button, [data-testid="stFormSubmitButton"] button')
    if (!button) return
    if (button.closest(".st-key-changed")) return // meeting.js pressed it, nobody else
    if (!button.closest(".st-key-closing")) takenAlong(button) // that one runs only itself
    button.classList.add("pressed")
    setTimeout(answered, 1000)
  })

  addEventListener("popstate", keep, true) // before Streamlit draws another screen
  addEventListener("pagehide", keep)
  addEventListener("visibilitychange", () => document.hidden && keep())
  addEventListener("click", (event) => event.target.closest("a") && keep(), true)

  // Set only where ours changes: a translator has set its own.
  const setLanguage = () => {
    const wanted = new URLSearchParams(location.search).get(CONTRACT.languageParameter)
    const ours = CONTRACT.languages.includes(wanted) ? wanted : CONTRACT.languages[0]
    if (ours !== language) document.documentElement.lang = language = ours
  }

  // A new screen in the same page: Streamlit leaves the reader at the bottom, and the focus on the button.
  let screen = "" // its heading's id: a translator changes its words
  const arrive = () => {
    const heading = document.querySelector("#root h1")
    if (!heading?.id || heading.id === screen) return
    const isFirst = screen === ""
    screen = heading.id
    tellCopied()
    setTimeout(forget, 1500)
    aim = new URLSearchParams(location.search).get(CONTRACT.placeParameter) ?? ""
    if (isFirst) return
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
    if (!document.activeElement.matches("textarea, input")) to(heading) // another device may have moved the meeting on
  }
  // A team's result on a wall: an arrow key is a screen, Escape leads back.
  const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }
  document.addEventListener("keydown", (event) => {
    const slides = document.querySelector(".slides")
    if (!slides || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape") document.querySelector(`${keyed("leave-slides")} a`)?.click()
    if (!STEPS[event.key]) return
    event.preventDefault()
    const screens = [...slides.children]
    const at = screens.findLastIndex((screen) => screen.offsetTop <= slides.scrollTop + 1)
    screens[at + STEPS[event.key]]?.scrollIntoView({ behavior: "instant" })
  })

  // The part of the page that the address names, once all of the page is there.
  let aim = ""
  const reach = () => {
    const part = aim && !isRunning() && !first?.isConnected && document.querySelector(keyed(aim))
    if (!part) return
    aim = ""
    part.scrollIntoView({ block: "center" })
    to(part.querySelector("input:checked, input, summary") ?? part)
  }

  // A translator puts <font> in the place of a text. What the app writes into that text comes back in its place,
  // to be translated anew, and what it removes or puts before it is found.
  const texts = new WeakMap() // <font> -> the app's own text
  const fonts = new WeakMap() // and back
  const rewritten = new MutationObserver((changes) => {
    for (const { target } of changes) if (!target.isConnected) fonts.get(target)?.replaceWith(target)
  })
  new MutationObserver((changes) => {
    for (const { removedNodes: [text], addedNodes: [added], previousSibling, nextSibling } of changes) {
      const font = [added, previousSibling, nextSibling].find((node) => node?.nodeName === "FONT")
      if (text?.nodeType !== Node.TEXT_NODE || text.isConnected || !font) continue
      texts.set(font, text)
      fonts.set(text, font)
      rewritten.observe(text, { characterData: true })
    }
  }).observe(document.getElementById("root"), { subtree: true, childList: true })
  const there = (parent, node) => node && node.parentNode !== parent && fonts.get(node)?.parentNode === parent ? fonts.get(node) : node
  const { removeChild, insertBefore } = Node.prototype
  Node.prototype.removeChild = function (node) { return removeChild.call(this, there(this, node)) }
  Node.prototype.insertBefore = function (node, next) { return insertBefore.call(this, node, there(this, next)) }
  const own = (element) => { // the words as the app wrote them
    for (const font of element.querySelectorAll("font")) if (texts.has(font)) font.replaceWith(texts.get(font))
    return element.innerText.trim()
  }

  // What Streamlit names in English gets our words: names_of_streamlit in server/shell.py, by where it is.
  const CODES = ".st-key-code-shown, .st-key-link-shown, .st-key-code"
  const name = () => {
    for (const [place, words] of Object.entries(CONTRACT.names[language])) {
      for (const element of document.querySelectorAll(place)) {
        if (element.hasAttribute("aria-label")) element.setAttribute("aria-label", words)
        else if (element.textContent !== words && !element.querySelector("font")) element.textContent = words
      }
    }
    document.querySelector(".st-key-language button")?.setAttribute("lang", CONTRACT.languages.find((each) => each !== language))
    for (const shown of document.querySelectorAll(CODES)) shown.translate = false
    for (const open of document.querySelectorAll('[data-testid="stRadio"]:has(label em)')) { // else with its asterisks
      open.querySelector('[role="radiogroup"]').setAttribute("aria-label", open.querySelector("label").innerText)
    }
    for (const drawing of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
      drawing.setAttribute("aria-hidden", "true") // it holds groups without a name
      const chart = drawing.closest('[data-testid="stVegaLiteChart"]')
      chart.setAttribute("role", "img") // its own role is known to few screen readers
      chart.removeAttribute("aria-roledescription")
    }
  }
  addEventListener("change", () => name())

  // What Streamlit says in English gets our words: messages_of_streamlit in server/shell.py, by what it says.
  const MESSAGES = '[data-testid="stFileChip"] [role="alert"], [data-testid="stNumberInput"] [role="alert"], '
    + '[role="dialog"] > h2, [role="dialog"] > h2 + div > div:first-child'
  const fits = (english) => new RegExp(`^${english.replaceAll(/[.?()]/g, "\\$&").replaceAll("{}", "([^]+)")}$`)
  const say = () => {
    const table = Object.entries(CONTRACT.messages[language])
    for (const element of document.querySelectorAll(MESSAGES)) {
      const [english, words] = table.find(([text]) => fits(text).test(element.textContent)) ?? []
      if (!words) continue
      const [, ...varying] = element.textContent.match(fits(english))
      for (const part of element.childNodes) { // each stays where it is: Streamlit still changes them
        if (part !== element.firstChild && part.nodeType !== Node.TEXT_NODE) part.hidden = true
        else part.nodeValue = part === element.firstChild ? words.replaceAll("{}", () => varying.shift()) : ""
      }
    }
  }

  // A file that is chosen while there is no connection would be lost without a word: it is sent afterwards.
  let unsent = null
  addEventListener("change", (event) => {
    if (event.target.type !== "file" || isConnected()) return
    event.stopImmediatePropagation()
    unsent = event.target.files
  }, true)
  const send = () => {
    const field = document.querySelector('[data-testid="stFileUploaderDropzoneInput"]:enabled')
    if (!unsent || !isConnected() || !field) return
    field.files = unsent
    unsent = null
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  // While the page runs anew, Streamlit may have dropped the file that a button leads to: the press waits for the end.
  let held = null
  addEventListener("click", (event) => {
    const button = event.target.closest('[data-testid="stDownloadButton"] button')
    if (!button || !isRunning()) return
    event.stopImmediatePropagation()
    button.classList.add("pressed")
    held = button
  }, true)
  const release = () => {
    if (!held || isRunning()) return
    const button = held
    held = null
    setTimeout(() => button.click(), 100) // by then it has the file of this run
  }

  // What appears without the focus going there: a screen reader tells it, as it does Streamlit's own messages.
  const tell = () => {
    for (const part of document.querySelectorAll('[class*="st-key-told-"], .st-key-copied, .st-key-not-copied')) part.setAttribute("role", "status")
  }

  // The focus: to what is no control as well, and where a run took its control away, on what stands there now.
  const to = (element) => {
    if (!element.matches("a, button, summary, input")) element.tabIndex = -1
    element.focus({ preventScroll: true })
  }
  const shown = (element) => element.checkVisibility?.({ visibilityProperty: true })
    ?? (element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible") // Safari before 17.4
  const controls = () => [...document.querySelectorAll('[data-testid="stMain"] :is(a, button, summary, input, textarea)')]
    .filter((control) => control.tabIndex >= 0 && shown(control))
  const before = (control) => [...document.querySelectorAll('h1, h2, h3, [data-testid="stMarkdown"], [data-testid="stAlert"]')]
    .filter((text) => text.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING && shown(text)).at(-1)
  let last = null
  let place = 0
  let waiting = 0
  addEventListener("focusin", ({ target }) => {
    last = target
    place = controls().indexOf(target) - (target.closest('[class*="-not"]') ? 1 : 0) // a 'no' goes with the 'yes' before it
  })
  addEventListener("pointerdown", () => { last = null }, true) // who points elsewhere wants it so
  addEventListener("focusout", ({ target }) => setTimeout(() => { // as 'Done' on a phone's keyboard does
    // only from a field: a button may have been disabled for a moment, while it made its file
    const left = target === last && target.matches("input, textarea") && document.activeElement === document.body
    if (left && document.hasFocus() && target.isConnected && !target.disabled) last = null
  }))
  const hold = () => {
    if (!last || document.activeElement !== document.body || place < 0) return
    if (last.disabled) { // a button that is making a file
      waiting = setTimeout(hold, 200)
      return
    }
    if (last.isConnected) return to(last)
    const now = controls()
    const control = now[Math.min(place, now.length - 1)]
    // a field would open a phone's keyboard, and what erases has to be read first: then what stands above it
    if (!control) return
    const instead = control.matches("a, button, summary") && !control.closest('[class*="-sure"]') ? control : before(control)
    to(instead)
    instead.scrollIntoView({ block: "nearest" }) // the page has become shorter or longer
  }

  addEventListener("click", (event) => {
    const link = event.target.closest('[data-testid="stSkipToContent"], a[href^="#statement_"]')
    if (!link) return
    event.preventDefault()
    const number = link.hash.split("_")[1]
    if (!number) return to(document.querySelector("#root h1"))
    const statement = document.querySelectorAll('[class*="st-key-answer-"]')[number - 1]
    statement.scrollIntoView({ block: "center" })
    to(statement.querySelector("input:checked, input"))
  })
  // Streamlit runs the page anew at a bare R; who speaks to a computer presses that unawares.
  addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1 && event.key !== " "
    if (bare && !event.target.closest?.("input, textarea")) event.stopImmediatePropagation()
  }, true)

  // Streamlit opens a section by an animation of its script's, which no style stops.
  const animate = Element.prototype.animate
  Element.prototype.animate = function (...told) {
    const animation = animate.apply(this, told)
    // not at once: Streamlit first sets the height from which it would begin
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(() => animation.finish(), 50)
    return animation
  }

  // A code in the address, from the card: out of the address at once (what follows # reaches no server), into its field.
  let code = ""
  const forget = () => { // no field for it on this page: it must not turn up in a later one
    if (isRunning()) setTimeout(forget, 500)
    else code = ""
  }
  const take = () => {
    if (!/^#[0-9A-Za-z-]{12,24}$/.test(location.hash)) return
    code = location.hash.slice(1)
    history.replaceState(history.state, "", location.pathname + location.search)
    fill()
  }
  const fill = () => {
    // Streamlit's place for a file says it is of no meaning, and has a name at once: axe points at that.
    document.querySelector('section[role="presentation"][data-testid="stFileUploaderDropzone"]')?.removeAttribute("role")
    const field = code && document.querySelector(".st-key-code input")
    if (!field) return
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, code)
    field.dispatchEvent(new Event("input", { bubbles: true }))
    code = ""
  }
  take()
  addEventListener("hashchange", take)
  addEventListener("click", () => { code = "" }, true) // whoever presses something has gone on without it

  // Copying is refused without https and by some settings: then the text is selected, to copy by hand.
  const MAX_MS_TOLD = 6000
  let untold
  const tellCopied = (outcome) => {
    document.documentElement.classList.remove("copied", "not-copied")
    clearTimeout(untold)
    if (!outcome) return
    document.documentElement.classList.add(outcome)
    if (outcome === "copied") untold = setTimeout(tellCopied, MAX_MS_TOLD)
  }
  addEventListener("click", async (event) => {
    if (!event.target.closest(".st-key-copy-code button")) return
    const shown = document.querySelector(".st-key-code-shown, .st-key-link-shown code")
    const text = own(shown)
    try {
      await navigator.clipboard.writeText(text)
      tellCopied("copied")
    } catch {
      getSelection().selectAllChildren(shown)
      tellCopied("not-copied")
    }
  })

  // The case as a file, made here: what was typed last has not reached the server yet.
  addEventListener("click", (event) => {
    if (!event.target.closest(".st-key-case-file button")) return
    const fields = [...document.querySelectorAll('[class*="st-key-write-case-"]')]
    const parts = fields.map((field) => [field.querySelector("label").innerText.trim(), field.querySelector("textarea").value.trim()])
    const topic = document.querySelector(".st-key-topic input")?.value ?? ""
    const text = [topic, ...parts.filter(([, told]) => told).map((part) => part.join("\r\n"))].join("\r\n\r\n")
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }))
    link.download = `${language === "en" ? "case" : "casus"}.txt`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  })

  const changed = () => {
    renew()
    leave()
    fill()
    setLanguage()
    arrive()
    reach()
    name()
    say()
    send()
    tell()
    clearTimeout(waiting)
    waiting = setTimeout(hold, 200) // a run takes things away and puts them back
  }
  new MutationObserver(changed).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["id"] })
  const ofApp = { subtree: true, childList: true, attributeFilter: ["data-test-script-state", "data-test-connection-state"] }
  // What is being typed has not reached the server yet: what is open may be about to close, or has to be opened
  // anew at another server, where Streamlit runs the page again as soon as it is connected.
  const mayGo = ({ attributeName }) =>
    attributeName === "data-test-connection-state" || document.querySelector('.st-key-closing [data-testid="stAlert"]')
  new MutationObserver((changes) => { uncover(); answered(); reach(); release(); changes.some(mayGo) && keep() }).observe(document, ofApp)
})()
