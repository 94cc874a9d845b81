// Loads the page again when the site was made again. Only the preview has this file.
(() => {
  const edition = document.currentScript.dataset.edition;
  let events = null;
  // A browser keeps few connections to one place open, so a page that nobody looks at has none.
  const listen = () => {
    if (document.visibilityState === "hidden") {
      events?.close();
      events = null;
    } else if (events === null) {
      events = new EventSource("/_wr/events?edition=" + encodeURIComponent(edition));
      events.addEventListener("reload", () => {
        events.close();
        location.reload();
      });
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
