// The calendar: the grid in place of the list, dragging to another time or person, adding by choosing a time.
// The library knows no time zones: the server gives the wall time of the person and takes it back.
import { createCalendar, DayGrid, Interaction, ResourceTimeGrid, TimeGrid } from "@event-calendar/core";
import { element } from "./shell/dom.js";
import { openDialog } from "./shell/dialogs.js";
import { send } from "./shell/send.js";
import { showToast } from "./shell/toasts.js";
import { word } from "./shell/words.js";

const VIEWS = { day: "timeGridDay", week: "timeGridWeek", month: "dayGridMonth", people: "resourceTimeGridDay" };
const place = document.getElementById("calendar");
const { dataset } = place;
const words = JSON.parse(dataset.words);
const people = JSON.parse(dataset.people);
const names = JSON.parse(dataset.names);
const sideBySide = dataset.view === "people";

const ROLES = ":is(.ec-event, [role=table], [role=rowgroup], [role=row], [role=cell], [role=columnheader])[role]";

const two = (number) => String(number).padStart(2, "0");
const wall = (date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

async function load() {
  const answer = await send(dataset.events).catch(() => null);
  if (!answer?.ok) {
    showToast({ message: word(answer ? "serverFailed" : "connectionLost"), kind: "error" });
    return [];
  }
  return (await answer.json()).map(drawn);
}

function drawn(slot, number) {
  const movable = Boolean(slot.may_write);
  return {
    id: String(slot.id ?? `busy-${number}`),
    start: slot.begins,
    end: slot.ends,
    title: people.length > 1 && !sideBySide ? `${slot.title} · ${slot.who}` : slot.title,
    resourceIds: slot.people.map(String),
    startEditable: movable,
    durationEditable: movable,
    classNames: ["calendar-slot", `calendar-${slot.status}`, ...(movable ? [] : ["calendar-fixed"])],
    extendedProps: slot,
  };
}

/**
 * An event was dropped, or made longer or shorter.
 * @param {{event: any, revert: () => void, oldResource?: any, newResource?: any}} info
 */
async function put({ event, revert, oldResource, newResource }) {
  const slot = event.extendedProps;
  const body = new URLSearchParams({ begins: wall(event.start), ends: wall(event.end), _revision: slot.revision });
  if (oldResource && newResource) {
    body.set("from", oldResource.id);
    body.set("to", newResource.id);
  }
  const address = dataset.move.replace(/\/0$/, `/${slot.id}`);
  const answer = await send(address, { method: "POST", body }).catch(() => null);
  const said = (await answer?.json().catch(() => ({}))) ?? {};
  if (answer?.ok) {
    showToast({ message: said.message, kind: "success", undo: said.undo });
  } else {
    revert();
    const why = said.message ?? word(answer ? "failed" : "connectionLost");
    showToast({ message: `${words.refused} ${why}`, kind: "warning" });
  }
  if (answer) calendar.refetchEvents();
}

const dayOf = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" });

/** The time and the title in one run of text, so that a quarter of an hour can be read, too; a link where there is a card. */
function content({ event, timeText }) {
  const slot = event.extendedProps;
  const words = [element("time", {}, timeText), " ", element("b", {}, event.title)];
  const label = `${dayOf.format(event.start)}, ${timeText}: ${event.title}`;
  const line = slot.address
    ? element("a", { href: slot.address, draggable: false, "aria-label": label }, ...words)
    : element("span", {}, ...words);
  line.className = "calendar-line";
  line.addEventListener("keydown", (event) => event.key === "Enter" && event.stopPropagation()); // it is a click, once
  return { domNodes: [line] };
}

/** The library draws a table that is none, and buttons around our links: what stands there is told by the links. */
function withoutRoles() {
  for (const each of place.querySelectorAll(ROLES)) each.removeAttribute("role");
  for (const each of place.querySelectorAll(".ec-event[tabindex]")) each.removeAttribute("tabindex");
  for (const each of place.querySelectorAll("[aria-colindex]")) each.removeAttribute("aria-colindex");
  for (const each of place.querySelectorAll(".ec-main:not([tabindex])")) each.setAttribute("tabindex", "0");
}

function open({ event, jsEvent }) {
  const slot = event.extendedProps;
  if (jsEvent.ctrlKey || jsEvent.metaKey || jsEvent.shiftKey) return;
  jsEvent.preventDefault();
  if (slot.may_write) openDialog(`${slot.address}/edit`);
  else if (slot.address) location.href = slot.address;
}

/** @param {{start: Date, end: Date, resource?: any, jsEvent?: any}} info */
function add({ start, end, resource, jsEvent }) {
  calendar.unselect();
  if (!dataset.new) return;
  const asked = new URLSearchParams({ kind: "meeting", activity_date: wall(start), activity_end: wall(end) });
  const person = resource?.id ?? (people.length === 1 ? String(people[0]) : "");
  if (person) asked.set("responsible", person);
  jsEvent?.preventDefault();
  openDialog(`${dataset.new}?${asked}`);
}

/**
 * A day of the month has no hour: ten o'clock stands in the form.
 * @param {{date: Date, resource?: any}} info
 */
function addOn({ date, resource }) {
  if (dataset.view !== "month") return;
  const start = new Date(date);
  start.setHours(10);
  const end = new Date(start);
  end.setMinutes(30);
  add({ start, end, resource, jsEvent: null });
}

place.hidden = false;
document.querySelector(".calendar-list").hidden = true;

const calendar = createCalendar(place, [TimeGrid, DayGrid, ResourceTimeGrid, Interaction], {
  view: VIEWS[dataset.view],
  date: dataset.date,
  locale: document.documentElement.lang,
  firstDay: 1,
  headerToolbar: { start: "", center: "", end: "" },
  height: "calc(100dvh - 226px)",
  slotHeight: 32,
  allDaySlot: false,
  slotDuration: "00:30",
  scrollTime: "08:00",
  nowIndicator: true,
  dayMaxEvents: true,
  moreLinkContent: ({ num }) => words.more.replace("{count}", num),
  buttonText: { close: words.close },
  allDayContent: words.allDay,
  noEventsContent: words.nothing,
  eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
  slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
  resources: people.map((id, number) => ({ id: String(id), title: names[number] })),
  filterEventsWithResources: sideBySide,
  eventSources: [{ events: load }],
  lazyFetching: false,
  editable: true,
  selectable: Boolean(dataset.new) && dataset.view !== "month",
  dragScroll: true,
  longPressDelay: 300,
  eventContent: content,
  eventClick: open,
  eventDrop: put,
  eventResize: put,
  select: add,
  dateClick: addOn,
});

new MutationObserver(withoutRoles).observe(place, { subtree: true, childList: true, attributeFilter: ["role", "tabindex"] });
withoutRoles();

for (const name of ["recordChanged", "recordsChanged", "statusChanged"]) {
  document.body.addEventListener(name, () => calendar.refetchEvents());
}
document.body.addEventListener("undone", (event) => {
  event.preventDefault();
  calendar.refetchEvents();
});
