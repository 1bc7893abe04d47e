// The board: dragging, keyboard, the list “Move to…”, more cards as one scrolls, what others have moved.
import "./board/drag.js";
import "./board/keyboard.js";
import "./board/more.js";
import "./board/live.js";
import "./records/sortable-list.js";
