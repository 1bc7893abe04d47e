// What TypeScript cannot know of our pages, for the check of the scripts (`make lint`); nothing of it is in the build.

import type htmx from "htmx.org";

declare global {
  /** What a selector finds: the selector says which element it is, so that it may have what any of these has. */
  interface Found extends HTMLInputElement {
    action: string;
    content: string;
    href: string;
    elements: HTMLFormControlsCollection & Record<string, HTMLInputElement>;
    method: string;
    open: boolean;
    options: HTMLOptionsCollection;
    returnValue: string;
    tomselect?: { focus(): void };
    close(): void;
    requestSubmit(submitter?: HTMLElement): void;
    showModal(): void;
  }

  interface Node {
    contains(other: EventTarget | null): boolean;
  }

  interface ParentNode {
    querySelector(selectors: string): Found | null;
    querySelectorAll(selectors: string): NodeListOf<Found>;
  }

  interface Element {
    closest(selectors: string): Found | null;
  }

  interface NonElementParentNode {
    getElementById(id: string): Found | null;
  }

  interface Document {
    getElementById(id: string): Found | null;
  }

  /** We listen to the document: whatever is clicked, typed into or sent is an element. */
  interface EventTarget {
    readonly action: any;
    checked: any;
    readonly dataset: DOMStringMap;
    readonly form: any;
    readonly method: any;
    readonly name: any;
    readonly open: any;
    readonly selectionStart: any;
    value: any;
    closest(selectors: string): Found | null;
    contains(other: any): boolean;
    getAttribute(name: string): string | null;
    hasAttribute(name: string): boolean;
    matches(selectors: string): boolean;
    querySelectorAll(selectors: string): NodeListOf<Found>;
    removeAttribute(name: string): void;
    requestSubmit(submitter?: HTMLElement): void;
    setAttribute(name: string, value: string): void;
    setSelectionRange(start: number, end: number): void;
  }

  /** Events of htmx and our own. */
  interface Event {
    readonly detail?: any;
  }

  interface Window {
    htmx: typeof htmx;
  }
}
