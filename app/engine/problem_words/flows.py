"""Words about flows, gateways, joins and reachability."""

from app.engine.problem_words.entry import Entry, error, warning

FLOWS: dict[str, Entry] = {
    "start-missing": error(
        "«{name}»: нет начального события.",
        "“{name}”: there is no start event.",
        "Добавьте начальное событие.",
        "Add a start event.",
    ),
    "start-several": error(
        "«{name}»: несколько простых начальных событий; непонятно, с какого начинать.",
        "“{name}”: several plain start events; it is not clear which one to start from.",
        "Оставьте одно.",
        "Keep one.",
    ),
    "start-in-subprocess": error(
        "«{name}»: подпроцесс должен начинаться ровно одним простым начальным событием.",
        "“{name}”: a sub-process must begin with exactly one plain start event.",
        "Оставьте в подпроцессе одно начальное событие без условия, сообщения, сигнала и таймера.",
        "Keep one start event in the sub-process, without condition, message, signal or timer.",
    ),
    "flow-dangling": error(
        "Стрелка «{id}» ведёт {direction} несуществующему элементу «{target}».",
        "The flow “{id}” leads {direction} an element “{target}” that is not there.",
        "Нарисуйте стрелку заново.",
        "Draw the flow again.",
    ),
    "flow-across": error(
        "Стрелка «{id}» пересекает границу подпроцесса или процесса.",
        "The flow “{id}” crosses the border of a sub-process or process.",
        "Стрелки соединяют элементы одного уровня.",
        "Flows connect elements of the same level.",
    ),
    "flow-twice": error(
        "От «{name}» к «{target}» ведут две стрелки.",
        "Two flows lead from “{name}” to “{target}”.",
        "Оставьте одну; условия соедините словом or.",
        "Keep one; join the conditions with or.",
    ),
    "flow-into-start": error(
        "«{name}»: в начальное событие не может входить стрелка.",
        "“{name}”: no flow can lead into a start event.",
        "Ведите её к следующему элементу.",
        "Lead it to the next element.",
    ),
    "flow-out-of-end": error(
        "«{name}»: из конечного события не может выходить стрелка.",
        "“{name}”: no flow can lead out of an end event.",
        "Замените его промежуточным событием.",
        "Make it an intermediate event.",
    ),
    "flow-into-boundary": error(
        "«{name}»: в граничное событие не может входить стрелка.",
        "“{name}”: no flow can lead into a boundary event.",
    ),
    "unreachable": error(
        "«{name}»: до этого элемента нельзя дойти от начала.",
        "“{name}”: this element can never be reached from the start.",
        "Соедините его стрелкой или удалите.",
        "Connect it by a flow or remove it.",
    ),
    "gateway-condition-missing": error(
        "«{name}»: у стрелки «{flow}» нет условия.",
        "“{name}”: the flow “{flow}” has no condition.",
        "Напишите условие или сделайте стрелку стрелкой по умолчанию.",
        "Write a condition or make the flow the default flow.",
    ),
    "gateway-default-missing": error(
        "«{name}»: нет стрелки по умолчанию. Если ни одно условие не выполнится, процесс встанет.",
        "“{name}”: there is no default flow. If no condition holds, the process stands still.",
        "Сделайте одну из стрелок стрелкой по умолчанию.",
        "Make one of the flows the default flow.",
    ),
    "default-with-condition": error(
        "«{name}»: у стрелки по умолчанию «{flow}» есть условие; оно никогда не проверяется.",
        "“{name}”: the default flow “{flow}” has a condition; it is never looked at.",
        "Удалите условие.",
        "Remove the condition.",
    ),
    "default-unknown": error(
        "«{name}»: стрелка по умолчанию «{flow}» не выходит из этого элемента.",
        "“{name}”: the default flow “{flow}” does not lead out of this element.",
        "Выберите одну из выходящих стрелок.",
        "Choose one of the outgoing flows.",
    ),
    "condition-ignored": error(
        "«{name}»: условие на стрелке «{flow}» здесь не проверяется.",
        "“{name}”: the condition on the flow “{flow}” is not looked at here.",
        "Поставьте исключающий шлюз (или удалите условие).",
        "Put in an exclusive gateway (or remove the condition).",
    ),
    "condition-alone": error(
        "«{name}»: у единственной выходящей стрелки «{flow}» есть условие. Если оно не выполнится, процесс встанет.",
        "“{name}”: the only way out, “{flow}”, has a condition. If it does not hold, the process stands still.",
        "Добавьте вторую стрелку (по умолчанию) или удалите условие.",
        "Add a second, default flow or remove the condition.",
    ),
    "task-flows-mixed": error(
        "«{name}»: из задачи выходят стрелки с условиями и без них: непонятно, что происходит одновременно.",
        "“{name}”: flows with and without conditions lead out: it is not clear what happens at the same time.",
        "Поставьте после задачи шлюз: исключающий (один путь) или параллельный (все).",
        "Put a gateway after it: exclusive (one way) or parallel (all ways).",
    ),
    "event-gateway-target": error(
        "«{name}»: после шлюза по событиям может стоять только ожидающее событие или получатель, а не «{target}».",
        "“{name}”: only a catching event or a receive task may follow an event-based gateway, not “{target}”.",
    ),
    "event-gateway-few": error(
        "«{name}»: у шлюза по событиям должно быть хотя бы два выхода.",
        "“{name}”: an event-based gateway needs at least two ways out.",
    ),
    "event-gateway-shared": error(
        "«{name}»: в событие «{target}» после шлюза по событиям входят и другие стрелки.",
        "“{name}”: other flows also lead into the event “{target}” after the event-based gateway.",
        "Ведите их мимо шлюза к отдельному событию.",
        "Lead them to an event of their own.",
    ),
    "event-gateway-same": error(
        "«{name}»: два события после шлюза ждут одного и того же: «{target}».",
        "“{name}”: two events after the gateway wait for the same: “{target}”.",
    ),
    "event-gateway-instantiate": error(
        "«{name}»: процесс не может начинаться со шлюза по событиям.",
        "“{name}”: a process cannot begin with an event-based gateway.",
        "Поставьте начальные события.",
        "Use start events.",
    ),
    "join-never": error(
        "«{name}»: этот шлюз никогда не дождётся всех входящих стрелок; процесс встанет.",
        "“{name}”: this gateway will never get all its incoming flows; the process stands still.",
        "Если пути исключают друг друга, сведите их исключающим шлюзом.",
        "If the ways exclude each other, join them with an exclusive gateway.",
    ),
    "join-may-hang": error(
        "«{name}»: этот шлюз может не дождаться входящей стрелки: {missing}. Тогда процесс встанет навсегда.",
        "“{name}”: this gateway may wait for ever for a flow that does not come: {missing}.",
        "Проведите каждый путь, который начался у разделения, к этому шлюзу.",
        "Lead every way that began at the split to this gateway.",
    ),
    "second-token": warning(
        "«{name}»: сюда может прийти второй токен, пока первый ещё здесь: задача появится дважды.",
        "“{name}”: a second token may come here while the first is still there: the task appears twice.",
        "Сведите параллельные пути параллельным шлюзом.",
        "Join the parallel ways with a parallel gateway.",
    ),
    "not-analysed": warning(
        "«{name}»: слишком много параллельных путей, чтобы проверить, что все шлюзы дождутся своих стрелок.",
        "“{name}”: too many parallel ways to check that all gateways get their flows.",
        "Разделите процесс на подпроцессы.",
        "Split the process into sub-processes.",
    ),
    "endless-loop": error(
        "«{name}»: бесконечный круг без ожидания и без выхода: {members}.",
        "“{name}”: an endless loop without a wait and without a way out: {members}.",
        "Добавьте в круг задачу, событие или выход.",
        "Put a task, an event or a way out into the loop.",
    ),
    "link-target-missing": error(
        "«{name}»: нет события-ссылки «{link}», куда перейти.",
        "“{name}”: there is no link event “{link}” to go to.",
        "Добавьте принимающее событие-ссылку с тем же именем.",
        "Add a catching link event of the same name.",
    ),
    "link-target-several": error(
        "«{name}»: событий-ссылок «{link}», куда перейти, несколько.",
        "“{name}”: there are several link events “{link}” to go to.",
        "Оставьте одно.",
        "Keep one.",
    ),
    "link-name-missing": error(
        "«{name}»: у события-ссылки нет имени ссылки.",
        "“{name}”: the link event has no link name.",
        "Дайте одинаковое имя паре событий-ссылок.",
        "Give the pair of link events the same name.",
    ),
    "link-with-flow": error(
        "«{name}»: у события-ссылки стрелка с той стороны, где её заменяет ссылка.",
        "“{name}”: the link event has a flow on the side where the link stands for it.",
        "Удалите стрелку.",
        "Remove the flow.",
    ),
    "boundary-detached": error(
        "«{name}»: граничное событие ни к чему не прикреплено.",
        "“{name}”: the boundary event is attached to nothing.",
        "Прикрепите его к задаче или подпроцессу.",
        "Attach it to a task or sub-process.",
    ),
    "boundary-error-non-interrupting": error(
        "«{name}»: граничное событие ошибки всегда прерывает.",
        "“{name}”: an error boundary event always interrupts.",
        "Сделайте его прерывающим.",
        "Make it interrupting.",
    ),
    "boundary-never": error(
        "«{name}»: элемент «{host}» никогда не вызывает {what}; это событие не сработает.",
        "“{name}”: the element “{host}” never throws {what}; this event will not happen.",
        "Удалите его или прикрепите к подпроцессу, вызову процесса или сервисной задаче.",
        "Remove it or attach it to a sub-process, call activity or service task.",
    ),
    "boundary-duplicate": error(
        "«{name}»: на «{host}» уже есть граничное событие для того же: «{other}».",
        "“{name}”: “{host}” already has a boundary event for the same: “{other}”.",
        "Оставьте одно.",
        "Keep one.",
    ),
}
