// `data-more` at the end of a column brings the next cards when it comes near.
import htmx from "htmx.org/dist/htmx.esm.js";
import { whenever } from "../shell/dom.js";
import { board } from "./page.js";

const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      htmx.trigger(entry.target, "reached");
    }
  },
  { root: null, rootMargin: "300px" },
);

if (board) whenever("[data-more]", (link) => near.observe(link));

// a card that has moved meanwhile may come a second time: the newer one stays
if (board) {
  whenever("[data-card]", (card) => {
    for (const other of board.querySelectorAll(`[data-card="${card.dataset.card}"]`)) {
      if (other !== card && Number(other.dataset.revision) <= Number(card.dataset.revision)) other.remove();
    }
  });
}
