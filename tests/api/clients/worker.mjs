// A worker as its authors write them: completes, fails or refuses the task of each order, then stops.
import { BasicAuthInterceptor, Client, Variables } from "camunda-external-task-client-js";

const [baseUrl, count] = process.argv.slice(2);
const interceptors = new BasicAuthInterceptor({ username: "admin", password: "demo" });
const client = new Client({ baseUrl, workerId: "js", interceptors, maxTasks: 1, asyncResponseTimeout: 1000, interval: 50 });
let done = 0;

client.subscribe("charge-card", { lockDuration: 10_000 }, async ({ task, taskService }) => {
  const order = task.variables.get("order");
  if (order === "fail") {
    await taskService.handleFailure(task, { errorMessage: "no wire", errorDetails: "all of it", retries: 0 });
  } else if (order === "refuse") {
    await taskService.handleBpmnError(task, "cardRefused", "no money", new Variables().set("x", 1));
  } else {
    await taskService.extendLock(task, 20_000);
    await taskService.complete(task, new Variables().set("receipt", `R-${task.variables.get("total")}`));
  }
  done += 1;
  if (done === Number(count)) process.exit(0);
});
