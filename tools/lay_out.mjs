// Lays out diagrams that have no picture: BPMN in, the same with BPMNDI out. One JSON list of texts on stdin and stdout.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';

const ELK = createRequire(import.meta.url)('elkjs/lib/elk.bundled.js');
const elk = new ELK();
const SIZES = [[/Gateway$/, 50, 50], [/Event$/, 36, 36], [/./, 100, 60]];
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '15',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.componentComponent': '36',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

const isSubProcess = element => /:(SubProcess|Transaction|AdHocSubProcess)$/.test(element.$type);
const size = element => {
  const [, width, height] = SIZES.find(([pattern]) => pattern.test(element.$type));
  return { width, height };
};
const label = text => ({ text, width: text.length * 6 + 6, height: 16 });

function scope(owner) {
  const elements = owner.flowElements || [];
  const attached = elements.filter(each => each.$type === 'bpmn:BoundaryEvent');
  const nodes = elements.filter(each => !attached.includes(each) && each.$instanceOf('bpmn:FlowNode'));
  const lines = [
    ...elements.filter(each => each.$type === 'bpmn:SequenceFlow'),
    ...(owner.artifacts || []).filter(each => each.$type === 'bpmn:Association'),
  ].filter(each => each.sourceRef && each.targetRef);
  return {
    children: nodes.map(node => box(node, attached.filter(each => each.attachedToRef === node))),
    edges: lines.map(line => ({ id: line.id, sources: [end(line.sourceRef, line.sourceRef.default === line ? 'default' : 'out')], targets: [end(line.targetRef, 'in')], labels: named(line) })),
  };
}

// Flows meet a gateway at its corners.
const isGateway = element => /Gateway$/.test(element.$type);
const end = (element, way) => isGateway(element) ? `${element.id} ${way}` : element.id;
const corners = node => [['in', 'WEST', 0, 25], ['out', 'EAST', 50, 25], ['default', 'SOUTH', 25, 50]].map(([way, side, x, y]) => ({
  id: `${node.id} ${way}`, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side },
}));

function named(line) {
  const text = line.name || line.conditionExpression?.body;
  return text ? [label(text)] : [];
}

function box(node, attached) {
  const ports = attached.map(event => ({
    id: event.id, width: 36, height: 36, layoutOptions: { 'elk.port.side': 'SOUTH', 'elk.port.borderOffset': '-18' },
  }));
  const layoutOptions = ports.length ? { 'elk.portConstraints': 'FIXED_SIDE', 'elk.spacing.portPort': '30' } : {};
  const inner = isSubProcess(node) ? scope(node) : null;
  if (inner?.children.length) {
    Object.assign(layoutOptions, OPTIONS, { 'elk.padding': '[top=40,left=20,bottom=40,right=20]' });
    return { id: node.id, ports, layoutOptions, ...inner };
  }
  if (isGateway(node)) return { id: node.id, ports: corners(node), layoutOptions: { 'elk.portConstraints': 'FIXED_POS' }, ...size(node) };
  const { width, height } = size(node);
  return { id: node.id, ports, layoutOptions, width: Math.max(width, ports.length * 70), height };
}

function draw(moddle, plane, laidOut, byId, x = 0, y = 0) {
  const point = ({ x: left, y: top }) => moddle.create('dc:Point', { x: Math.round(x + left), y: Math.round(y + top) });
  const bounds = each => moddle.create('dc:Bounds', {
    x: Math.round(x + each.x), y: Math.round(y + each.y), width: Math.round(each.width), height: Math.round(each.height),
  });
  const add = di => { di.$parent = plane; plane.planeElement.push(di); };
  for (const node of laidOut.children || []) {
    const element = byId.get(node.id);
    const more = isSubProcess(element) ? { isExpanded: true } : /Exclusive/.test(element.$type) ? { isMarkerVisible: true } : {};
    add(moddle.create('bpmndi:BPMNShape', { id: `${node.id}_di`, bpmnElement: element, bounds: bounds(node), ...more }));
    draw(moddle, plane, node, byId, x + node.x, y + node.y);
    for (const port of (node.ports || []).filter(each => byId.has(each.id))) {
      const place = { ...port, x: node.x + port.x, y: node.y + port.y };
      const text = label(byId.get(port.id).name || '');
      const beside = moddle.create('bpmndi:BPMNLabel', { bounds: bounds({ ...text, x: place.x + 24, y: place.y + 36 }) });
      const di = { id: `${port.id}_di`, bpmnElement: byId.get(port.id), bounds: bounds(place), label: beside };
      add(moddle.create('bpmndi:BPMNShape', di));
    }
  }
  for (const edge of laidOut.edges || []) {
    if (!edge.sections) continue; // of two elements with one id only one can be drawn
    const [{ startPoint, bendPoints = [], endPoint }] = edge.sections;
    const di = { id: `${edge.id}_di`, bpmnElement: byId.get(edge.id), waypoint: [startPoint, ...bendPoints, endPoint].map(point) };
    if (edge.labels.length) {
      byId.get(edge.id).name = edge.labels[0].text;
      di.label = moddle.create('bpmndi:BPMNLabel', { bounds: bounds(edge.labels[0]) });
    }
    add(moddle.create('bpmndi:BPMNEdge', di));
  }
}

async function layOut(xml) {
  const moddle = new BpmnModdle();
  const { rootElement, elementsById } = await moddle.fromXML(xml);
  const byId = new Map(Object.entries(elementsById));
  const process = rootElement.rootElements.find(each => each.$type === 'bpmn:Process');
  const laidOut = await elk.layout({ id: process.id, layoutOptions: OPTIONS, ...scope(process) });
  const plane = moddle.create('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: process, planeElement: [] });
  draw(moddle, plane, laidOut, byId);
  rootElement.diagrams = [moddle.create('bpmndi:BPMNDiagram', { id: 'diagram', plane })];
  return (await moddle.toXML(rootElement)).xml;
}

const texts = JSON.parse(readFileSync(0, 'utf8'));
const drawn = [];
for (const text of texts) drawn.push(await layOut(text));
process.stdout.write(JSON.stringify(drawn));
