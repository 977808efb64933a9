// The presenter's window: this slide, the next one, the notes and the time.
// It is a blank page that this one fills, so it works from a file, too.

let presenter = null;

const PRESENTER_BODY = `
<div class="deck now-slide" aria-label="This slide"></div>
<section class="side">
  <h1>Next</h1>
  <div class="deck next-slide" aria-label="Next slide"></div>
  <p class="clock"><output class="elapsed">0:00</output>
    <button type="button" class="pause">Pause</button>
    <button type="button" class="reset">Start again</button>
    <output class="place"></output></p>
</section>
<section class="words" aria-label="Notes" tabindex="0"></section>`;

function openPresenter() {
  if (presenter !== null && !presenter.closed) return presenter.focus();
  presenter = open("", "quickticket-presenter", "popup,width=1200,height=800");
  if (presenter === null) {
    alert(
      "The browser blocked the presenter window. Allow pop-ups for this page and press p again.",
    );
    return;
  }
  const page = presenter.document;
  page.documentElement.lang = "en";
  page.title = `Presenter: ${document.title}`;
  page.head.replaceChildren(
    ...[...document.querySelectorAll("style")].map((style) =>
      page.importNode(style, true)
    ),
  );
  page.body.className = "presenter";
  page.body.innerHTML = PRESENTER_BODY;
  presenter.onkeydown = onKey;
  const stopwatch = startStopwatch(page);
  const refresh = () => fillPresenter(page);
  listeners.add(refresh);
  presenter.addEventListener("pagehide", () => {
    listeners.delete(refresh);
    clearInterval(stopwatch);
  });
  refresh();
}

addEventListener("presenter", openPresenter);
addEventListener("pagehide", () => presenter?.close());

function fillPresenter(page) {
  page.documentElement.dataset.theme = root.dataset.theme;
  placeSlide(page.querySelector(".now-slide"), slides[current]);
  placeSlide(page.querySelector(".next-slide"), slides[current + 1]);
  page.querySelector(".place").textContent = `Slide ${current} of ${last}`;
  const words = page.querySelector(".words");
  showNotes(words, current);
  words.scrollTop = 0;
}

function placeSlide(into, slide) {
  const deck = into.ownerDocument.createElement("div");
  deck.className = "marpit";
  if (slide === undefined) deck.textContent = "This is the last slide.";
  else {
    const copy = into.ownerDocument.importNode(slide, true);
    copy.classList.add("now");
    deck.append(copy);
  }
  into.replaceChildren(deck);
}

/** Counts the seconds of the talk; pausing keeps what was counted. */
function startStopwatch(page) {
  let counted = 0;
  let since = performance.now();
  const seconds = () =>
    Math.floor(
      (counted + (since === null ? 0 : performance.now() - since)) / 1000,
    );
  const draw = () => {
    const s = seconds();
    page.querySelector(".elapsed").textContent = `${Math.floor(s / 60)}:${
      String(s % 60).padStart(2, "0")
    }`;
  };
  page.querySelector(".pause").onclick = ({ target }) => {
    if (since === null) since = performance.now();
    else {
      counted += performance.now() - since;
      since = null;
    }
    target.textContent = since === null ? "Go on" : "Pause";
    draw();
  };
  page.querySelector(".reset").onclick = () => {
    counted = 0;
    if (since !== null) since = performance.now();
    draw();
  };
  return setInterval(draw, 250);
}
