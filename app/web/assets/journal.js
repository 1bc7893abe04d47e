// The journal: the popover of a column's filter, ticked rows and the bulk bar, widths of columns.
import "./records/filter-popover.js";
import "./records/selection.js";
import "./records/column-widths.js";
import "./records/sortable-list.js";
