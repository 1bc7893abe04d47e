// `input[data-date]`: `date` or `datetime`. What is written stays what is sent, in the language of the page; a button
// beside it opens a calendar that follows the same language, and writes a day as the page itself would print it.
import "cally";
import { element, icon } from "./dom.js";
import { word } from "./words.js";

const language = document.documentElement.lang;
const russian = language === "ru";
// Weeks begin on Monday, and days come before months, in both languages.
const calendarLocale = russian ? "ru" : "en-GB";
const MONTHS = [...Array(12).keys()].map((month) =>
  new Intl.DateTimeFormat("en-US", { month: "short" }).format(new Date(2026, month, 1)),
);

const two = (number) => String(number).padStart(2, "0");
const isoOf = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

/** A day out of `2026-11-24`, as the page prints it. */
function written(iso) {
  const [year, month, day] = iso.split("-");
  return russian ? `${day}.${month}.${year}` : `${Number(day)} ${MONTHS[Number(month) - 1]} ${Number(year)}`;
}

/** What is written, as far as it is as the page prints it: {day: "2026-11-24", time: "14:05"}. */
function parts(text) {
  const time = /(?:^|[ ,])(\d{1,2}:\d{2})$/.exec(text.trim())?.[1] ?? "";
  const numbers = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(text.trim());
  const words = /^(\d{1,2}) ([a-z]{3}) (\d{4})/i.exec(text.trim());
  const month = numbers ? Number(numbers[2]) : words ? MONTHS.findIndex((name) => name.toLowerCase() === words[2].toLowerCase()) + 1 : 0;
  const found = numbers ?? words;
  return { day: found && month ? `${found[3]}-${two(month)}-${two(found[1])}` : "", time };
}

function later(days) {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return isoOf(day);
}

export function enhance(input) {
  if (input.closest(".date-field") || input.disabled) return;
  const frame = element("span", { className: "date-field" });
  input.before(frame);
  const opener = element(
    "button",
    { type: "button", className: "date-opener", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": named(input), title: word("calendar") },
    icon("calendar"),
  );
  frame.append(input, opener);
  opener.addEventListener("click", () => open(input, opener));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !event.altKey) return;
    event.preventDefault();
    open(input, opener);
  });
}

function named(input) {
  const label = input.labels?.[0]?.textContent.replaceAll("*", "").trim() || input.getAttribute("aria-label") || "";
  return label ? `${word("calendar")}: ${label}` : word("calendar");
}

async function open(input, opener) {
  const known = parts(input.value);
  const calendar = /** @type {any} */ (document.createElement("calendar-date"));
  Object.assign(calendar, { locale: calendarLocale, firstDayOfWeek: 1, value: known.day });
  const month = /** @type {any} */ (element("calendar-month", { formatWeekday: "short" }));
  const step = (slot, sign, text) => element("span", { slot }, sign, element("span", { className: "visually-hidden" }, text));
  calendar.append(
    step("previous", icon("chevron-left"), word("previousMonth")),
    step("next", icon("chevron-right"), word("nextMonth")),
    month,
  );
  const popover = element("div", { className: "date-popover", role: "dialog", "aria-label": opener.getAttribute("aria-label"), popover: "auto" }, calendar);
  const time = input.dataset.date === "datetime" ? element("input", { className: "form-control", type: "text", inputMode: "numeric", placeholder: "14:05", value: known.time, "aria-label": word("time"), autocomplete: "off" }) : null;
  const choose = (iso) => {
    write(input, iso, time?.value.trim());
    popover.hidePopover();
  };
  calendar.addEventListener("change", () => choose(calendar.value));
  if (time) popover.append(element("label", { className: "date-time" }, word("time"), time));
  time?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form is not meant
    if (calendar.value) choose(calendar.value);
  });
  time?.addEventListener("change", (event) => {
    event.stopPropagation();
    if (calendar.value) write(input, calendar.value, time.value.trim());
  });
  popover.append(
    element(
      "div",
      { className: "date-shortcuts" },
      ...[
        [word("today"), () => choose(later(0))],
        [word("tomorrow"), () => choose(later(1))],
        ["+3", () => choose(later(3))],
        [word("clear"), () => choose("")],
      ].map(([text, onclick]) => element("button", { type: "button", className: "btn btn-sm", onclick }, /** @type {string} */ (text))),
    ),
  );
  popover.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    popover.remove();
    opener.setAttribute("aria-expanded", "false");
    if (document.activeElement === document.body || document.activeElement === null) input.focus();
  });
  for (const kind of ["input", "change"]) popover.addEventListener(kind, (event) => event.stopPropagation());
  opener.after(popover);
  popover.showPopover();
  place(popover, input);
  opener.setAttribute("aria-expanded", "true");
  await Promise.all([calendar.updated, month.updated]); // there is no day to go to before
  place(popover, input);
  calendar.focus();
}

function place(popover, input) {
  const field = input.getBoundingClientRect();
  const below = field.bottom + 4;
  const top = below + popover.offsetHeight > innerHeight ? Math.max(4, field.top - popover.offsetHeight - 4) : below;
  const left = Math.max(4, Math.min(field.left, innerWidth - popover.offsetWidth - 4));
  Object.assign(popover.style, { top: `${top}px`, left: `${left}px` });
}

function write(input, iso, time) {
  const day = iso ? written(iso) : "";
  const between = russian ? " " : ", ";
  input.value = day && input.dataset.date === "datetime" ? `${day}${between}${time || "00:00"}` : day;
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
}
