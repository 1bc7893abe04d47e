// The shell of every page. Each module looks after one thing and says in its head which attributes it listens to.
import "./shell/htmx.js";
import "./shell/toasts.js";
import "./shell/busy.js";
import "./shell/dropdowns.js";
import "./shell/dialogs.js";
import "./shell/confirm.js";
import "./shell/forms.js";
import "./shell/guard.js";
import "./shell/drafts.js";
import "./shell/shortcuts.js";
import "./shell/menu.js";
import "./shell/theme-switch.js";
import "./shell/connection.js";
import "./shell/lazy.js";
import "./shell/record-form.js";
import "./shell/form-rows.js";
import "./shell/files.js";
