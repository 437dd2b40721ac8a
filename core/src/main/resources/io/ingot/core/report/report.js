"use strict";
(() => {
  const report = JSON.parse(document.getElementById("report").textContent);
  const now = new Date(report.at);
  const main = document.getElementById("main");
  const drawer = document.getElementById("drawer");
  const told = document.getElementById("told");
  const SVG = "http://www.w3.org/2000/svg";

  /* --- elements: text is only ever set as text --- */
  function h(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  }
  function s(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }
  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== ""));
    return element;
  }

  /* --- words for numbers and times --- */
  const count = n => n === undefined ? "–" : n.toLocaleString("en").replaceAll(",", "\u202f");
  const many = (n, one, more) => count(n) + " " + (n === 1 ? one : more || one + "s");
  function bytes(n) {
    if (n === undefined) return "–";
    const units = ["B", "kB", "MB", "GB", "TB", "PB"];
    let i = 0;
    for (; n >= 1000 && i < units.length - 1; i++) n /= 1000;
    return (i === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)) + " " + units[i];
  }
  function duration(seconds) {
    if (seconds < 60) return (seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)) + " s";
    if (seconds < 3600) return Math.floor(seconds / 60) + " min " + Math.round(seconds % 60) + " s";
    return Math.floor(seconds / 3600) + " h " + Math.round(seconds % 3600 / 60) + " min";
  }
  const moment = text => text.slice(0, 16).replace("T", " ") + " UTC";
  function age(text) {
    const minutes = Math.max(0, (now - new Date(text)) / 60000);
    if (minutes < 1) return "just now";
    if (minutes < 100) return Math.round(minutes) + " min ago";
    if (minutes < 48 * 60) return Math.round(minutes / 60) + " h ago";
    return Math.round(minutes / 1440) + " d ago";
  }
  const time = text => h("time", {datetime: text, title: text}, moment(text));

  /* --- what the report knows, looked up by name --- */
  const tables = report.tables;
  const byName = new Map(tables.map(table => [table.name, table]));
  const order = new Map(tables.map((table, i) => [table.name, i]));
  const readers = new Map(tables.map(table => [table.name, []]));
  tables.forEach(table => table.inputs.forEach(input => readers.get(input).push(table.name)));
  const latest = new Map();
  report.runs.forEach(run => run.stages.forEach(stage => {
    if (!latest.has(stage.table)) latest.set(stage.table, {run, stage});
  }));
  const columnFrom = new Map();
  const columnTo = new Map();
  tables.forEach(table => table.declared.columns.forEach(column => {
    const name = table.name + "." + column.name;
    columnFrom.set(name, column.from);
    column.from.forEach(source => {
      if (!columnTo.has(source)) columnTo.set(source, []);
      columnTo.get(source).push(name);
    });
  }));
  const layerOf = name => name.slice(0, name.indexOf("."));
  const openOf = table => table.stands.refused ? table.stands.refused.fates.open : 0;
  const last = list => list[list.length - 1];

  const ICONS = {ok: "✓", warn: "!", fail: "✕", none: "–"};
  const KINDS = {published: "ok", replayed: "ok", warned: "warn", skipped: "warn", passed: "ok", noted: "ok"};
  function standing(table) {
    const newest = latest.get(table.name);
    if (newest && !(newest.stage.outcome in KINDS)) return {kind: "fail", word: newest.stage.outcome};
    if (table.stands.version === undefined) return {kind: "none", word: "not built"};
    if (newest) return {kind: KINDS[newest.stage.outcome], word: newest.stage.outcome};
    return {kind: "ok", word: "published"};
  }
  const rulingKind = ruling => KINDS[ruling] || "fail";
  const exits = {0: ["ok", "done"], 1: ["fail", "crashed"], 2: ["fail", "project wrong"], 3: ["fail", "refused"],
    4: ["warn", "warnings"], 5: ["fail", "fenced"], 6: ["fail", "gap"]};
  const exit = run => exits[run.exitCode] || ["fail", "exit " + run.exitCode];
  const chip = (kind, word) => h("span", {class: "chip state " + kind}, h("span", {"aria-hidden": "true"}, ICONS[kind] + " "), word);
  /** A name that breaks after its dots and underscores, where it must. */
  const broken = name => name.split(/(?<=[._])/).flatMap((part, i) => i ? [h("wbr"), part] : [part]);
  const layerName = name => h("span", {class: "layer " + layerOf(name)}, broken(name));
  const link = name => byName.has(name)
    ? h("button", {class: "plain", type: "button", "data-table": name, onclick: () => show(name)}, broken(name)) : name;

  function empty(title, words) {
    return h("div", {class: "panel empty"}, h("strong", {}, title), words);
  }
  function tiles(...pairs) {
    return h("dl", {class: "tiles"}, pairs.filter(Boolean).map(([what, is, more]) =>
      h("div", {}, h("dt", {}, what), h("dd", {}, is, more ? h("small", {}, more) : ""))));
  }
  let named = 0;
  function scroll(label, table) {
    return h("div", {class: "scroll", role: "region", "aria-label": label, tabindex: "0"}, table);
  }

  /** A table whose heads sort; columns: {name, value, cell, number, wide}. */
  function sortable(label, columns, rows, start) {
    const body = h("tbody");
    let by = start === undefined ? 0 : start, down = start !== undefined, shown = 100;
    const heads = columns.map((column, i) => h("th", {scope: "col", class: (column.number ? "number " : "") + (column.wide ? "wide" : "")},
      h("button", {type: "button", onclick: () => { down = by === i ? !down : !!column.number; by = i; draw(); }}, column.name)));
    const more = h("button", {type: "button", onclick: () => { shown += 400; draw(); }});
    function draw() {
      const value = columns[by].value;
      const sorted = rows.slice().sort((a, b) => d3.ascending(value(a), value(b)) * (down ? -1 : 1));
      body.replaceChildren(...sorted.slice(0, shown).map(row => h("tr", {}, columns.map((column, i) =>
        h(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: (column.number ? "number " : "") + (column.wide ? "wide" : "")}, column.cell(row))))));
      heads.forEach((head, i) => i === by ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
      heads.forEach((head, i) => { head.firstChild.textContent = columns[i].name + (i === by ? (down ? " ↓" : " ↑") : ""); });
      more.hidden = shown >= rows.length;
      more.textContent = "Show more (" + count(rows.length - shown) + ")";
    }
    draw();
    return [scroll(label, h("table", {}, h("thead", {}, h("tr", {}, heads)), body)), more];
  }
  function plain(label, heads, rows) {
    return scroll(label, h("table", {}, h("thead", {}, h("tr", {}, heads.map(head => h("th", {scope: "col"}, head)))),
      h("tbody", {}, rows.map(row => h("tr", {}, row.map((cell, i) =>
        h(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: typeof cell === "number" ? "number" : ""}, typeof cell === "number" ? count(cell) : cell)))))));
  }

  /* --- plots --- */
  const SHAPES = {ok: d3.symbolCircle, warn: d3.symbolTriangle, fail: d3.symbolSquare, none: d3.symbolCircle};
  /** Values over batches; points: {at, value, kind, label}; whole for counts. */
  function line(label, points, whole, small) {
    const [w, hgt] = small ? [190, 40] : [Math.min(560, innerWidth - 70), 170];
    const pad = small ? {l: 6, r: 6, t: 7, b: 7} : {l: 52, r: 12, t: 10, b: 26};
    const svg = s("svg", {class: "plot", viewBox: `0 0 ${w} ${hgt}`, style: `max-width:${w}px`, role: "img", "aria-label": label});
    const valued = points.filter(point => point.value !== undefined);
    const x = d3.scalePoint(points.map((_, i) => i), [pad.l, w - pad.r]).padding(points.length > 1 ? 0 : .5);
    let [low, high] = valued.length ? d3.extent(valued, point => point.value) : [0, 1];
    if (low === high) { const by = whole ? Math.max(1, low * .1) : Math.abs(low) * .1 || 1; low -= by; high += by; }
    const y = d3.scaleLinear([low, high], [hgt - pad.b, pad.t]);
    if (!small) {
      y.nice(4);
      d3.select(svg).append("g").attr("class", "axis").attr("transform", `translate(${pad.l - 8},0)`)
        .call(whole ? d3.axisLeft(y).tickValues(y.ticks(4).filter(Number.isInteger)).tickFormat(d3.format("~s")) : d3.axisLeft(y).ticks(4));
      const step = Math.ceil(points.length / 6);
      const ticks = d3.select(svg).append("g").attr("class", "axis").attr("transform", `translate(0,${hgt - pad.b + 6})`);
      points.forEach((point, i) => {
        if (i % step === 0) ticks.append("text").attr("x", x(i)).attr("y", 14).attr("text-anchor", i > 0 && i === points.length - 1 ? "end" : "middle").text(point.at.slice(5, 10));
      });
    }
    if (valued.length > 1) {
      svg.append(s("path", {class: "line", d: d3.line().defined(p => p[1].value !== undefined).x(p => x(p[0])).y(p => y(p[1].value))(points.map((p, i) => [i, p]))}));
    }
    points.forEach((point, i) => svg.append(s("path", {
      class: "dot " + point.kind, d: d3.symbol(SHAPES[point.kind], small ? (points.length > 20 ? 16 : 34) : 64)(),
      transform: `translate(${x(i)},${point.value === undefined ? (hgt - pad.b + pad.t) / 2 : y(point.value)})`
    }, s("title", {}, point.label))));
    return svg;
  }
  /** Bars to the right; rows: {name, parts: [[class, value, words]], said}. */
  function bars(label, rows) {
    const most = d3.max(rows, row => d3.sum(row.parts, part => part[1])) || 1;
    return h("ul", {class: "bars", "aria-label": label}, rows.map(row => h("li", {},
      h("div", {class: "lead"}, h("span", {}, row.name), h("span", {class: "soft"}, row.said)),
      h("div", {class: "beam", "aria-hidden": "true"}, row.parts.filter(part => part[1] > 0).map(([kind, value, words]) =>
        h("span", {class: kind, title: words, style: `width:max(2px,${(value / most * 100).toFixed(2)}%)`}))))));
  }
  function checkPoints(check) {
    return check.points.map(point => ({at: point.at, value: point.value, kind: rulingKind(point.ruling),
      label: `batch ${point.batch}, ${moment(point.at)}: ${point.ruling}, ${point.said}`}));
  }
  function checkLine(table, check) {
    const newest = last(check.points);
    const broken = check.points.filter(point => rulingKind(point.ruling) !== "ok").length;
    const details = h("details", {ontoggle: event => {
      if (event.target.open && event.target.childElementCount === 1) {
        event.target.append(line(check.check + " over the batches", checkPoints(check), false),
          plain("Measured by batch", ["Batch", "When", "Ruling", "Measured"],
            check.points.slice().reverse().map(point => [String(point.batch), time(point.at), chip(rulingKind(point.ruling), point.ruling), point.said])));
      }
    }}, h("summary", {}, "History of ", many(check.points.length, "batch", "batches"), broken ? ", broken in " + count(broken) : ""));
    return h("div", {class: "check"},
      h("div", {}, chip(rulingKind(newest.ruling), newest.ruling), " ", h("code", {}, check.check), h("div", {class: "soft"}, newest.said)),
      line(`${check.check}: ${newest.said}, ${newest.ruling}`, checkPoints(check), false, true), details);
  }
  const DRIFTED = {passed: "alike", noted: "beyond, waits", warned: "warned", refused: "alarm"};
  function driftLine(drift) {
    const newest = last(drift.points), said = point => (point.value === undefined ? "–" : point.value.toFixed(4)) + ", wanted " + point.said;
    const points = drift.points.map(point => ({at: point.at, value: point.value, kind: rulingKind(point.ruling), label: `${moment(point.at)}: ${DRIFTED[point.ruling]}, ${said(point)}`}));
    const details = h("details", {ontoggle: event => {
      if (event.target.open && event.target.childElementCount === 1) {
        event.target.append(line(drift.name + " over the looks", points, false),
          plain("Drift by look", ["When", "Ruling", "Measured"], drift.points.slice().reverse().map(point => [time(point.at), chip(rulingKind(point.ruling), DRIFTED[point.ruling]), said(point)])));
      }
    }}, h("summary", {}, "History of ", many(drift.points.length, "look")));
    return h("div", {class: "check"},
      h("div", {}, chip(rulingKind(newest.ruling), DRIFTED[newest.ruling]), " ", h("code", {}, drift.name), h("div", {class: "soft"}, said(newest))),
      line(`${drift.name}: ${said(newest)}`, points, false, true), details);
  }

  /* --- the graph --- */
  const NODE = {w: 204, h: 46, dx: 280, dy: 62};
  const place = table => [table.place.column * NODE.dx, table.place.row * NODE.dy];
  let graph = null;
  function drawGraph() {
    if (tables.length === 0) return main.append(h("div", {class: "wrap"}, empty("No table", "The project declares no table, or none was selected.")));
    const svg = s("svg", {role: "group", "aria-label": "Graph of tables. Arrow keys go from table to table, Enter opens one."});
    const world = s("g"), edges = s("g"), nodes = s("g");
    svg.append(world);
    world.append(edges, nodes);
    const lines = [];
    tables.forEach(table => table.inputs.forEach(input => {
      const [x1, y1] = place(byName.get(input)), [x2, y2] = place(table);
      const a = x1 + NODE.w, b = x2 - 7, mid = Math.min((b - a) / 2, 60);
      const path = s("path", {class: "edge", d: `M${a},${y1} C${a + mid},${y1} ${b - mid},${y2} ${b},${y2}m0,-3.5 l6,3.5 l-6,3.5`});
      lines.push({from: input, to: table.name, path});
      edges.append(path);
    }));
    const elements = new Map();
    tables.forEach((table, i) => {
      const state = standing(table), [x, y] = place(table), stands = table.stands;
      const short = table.name.slice(table.name.indexOf(".") + 1);
      const sub = stands.size ? age(stands.size.changed) + " · " + (openOf(table) ? count(openOf(table)) + " refused" : bytes(stands.size.bytes)) : state.word;
      const node = s("g", {class: "node", tabindex: i === 0 ? "0" : "-1", role: "button", "data-name": table.name,
        "aria-label": `${table.name}, ${state.word}, ${sub}`, transform: `translate(${x},${y - NODE.h / 2})`,
        onclick: () => show(table.name), onkeydown: event => walk(event, table)},
        s("title", {}, table.name),
        s("rect", {class: "box", width: NODE.w, height: NODE.h, rx: 9}),
        s("rect", {class: "strip " + layerOf(table.name), width: 7, height: NODE.h - 12, x: 6, y: 6, rx: 3}),
        s("text", {x: 21, y: 20}, short.length > 21 ? short.slice(0, 20) + "…" : short),
        s("text", {class: "sub", x: 21, y: 36}, layerOf(table.name) + " · " + (sub.length > 26 ? sub.slice(0, 25) + "…" : sub)),
        s("g", {class: "mark " + state.kind, transform: `translate(${NODE.w - 17},16)`}, s("circle", {r: 8.5}), s("text", {y: 4}, ICONS[state.kind])));
      elements.set(table.name, node);
      nodes.append(node);
    });
    const zoom = d3.zoom().scaleExtent([.04, 3]).on("zoom", event => world.setAttribute("transform", event.transform));
    const canvas = d3.select(svg).call(zoom).on("dblclick.zoom", null);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const move = () => calm ? canvas : canvas.transition().duration(260);
    const xs = d3.extent(tables, table => place(table)[0]), ys = d3.extent(tables, table => place(table)[1]);
    function fit(least) {
      const box = svg.getBoundingClientRect();
      const w = xs[1] - xs[0] + NODE.w, hgt = ys[1] - ys[0] + NODE.h, top = 64, low = 44;
      const k = Math.max(least, Math.min(1.15, (box.width - 32) / w, (box.height - top - low) / hgt));
      const tx = w * k > box.width - 32 ? 16 : (box.width - w * k) / 2;
      const ty = top + Math.max(0, (box.height - top - low - hgt * k) / 2) + (hgt / 2) * k;
      return d3.zoomIdentity.translate(tx, hgt * k > box.height - top - low ? top + (box.height - top - low) / 2 : ty).scale(k);
    }
    function centre(name) {
      const box = svg.getBoundingClientRect(), [x, y] = place(byName.get(name));
      const free = drawer.hidden || box.width < 900 ? box.width : box.width - drawer.offsetWidth;
      const k = Math.max(.7, d3.zoomTransform(svg).k);
      move().call(zoom.transform, d3.zoomIdentity.translate(free / 2 - (x + NODE.w / 2) * k, box.height / 2 - y * k).scale(k));
    }
    function walk(event, table) {
      const [x, y] = place(table);
      const near = (names) => names.map(name => byName.get(name)).sort((a, b) => Math.abs(place(a)[1] - y) - Math.abs(place(b)[1] - y))[0];
      const column = tables.filter(other => place(other)[0] === x).sort((a, b) => place(a)[1] - place(b)[1]);
      const i = column.indexOf(table);
      const next = {ArrowLeft: () => near(table.inputs), ArrowRight: () => near(readers.get(table.name)),
        ArrowUp: () => column[i - 1], ArrowDown: () => column[i + 1]}[event.key];
      if (next) {
        event.preventDefault();
        const to = next();
        if (to) { rove(to.name); elements.get(to.name).focus({preventScroll: true}); centre(to.name); }
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        show(table.name);
      }
    }
    function rove(name) {
      elements.forEach((node, other) => node.setAttribute("tabindex", other === name ? "0" : "-1"));
    }
    function light(name) {
      const near = name ? new Set([...reach(name, n => byName.get(n).inputs), ...reach(name, n => readers.get(n))]) : new Set();
      svg.classList.toggle("focused", !!name);
      elements.forEach((node, other) => {
        node.classList.toggle("near", near.has(other));
        node.classList.toggle("chosen", other === name);
      });
      const up = name ? reach(name, n => byName.get(n).inputs) : new Set(), down = name ? reach(name, n => readers.get(n)) : new Set();
      lines.forEach(({from, to, path}) => path.classList.toggle("lit", (up.has(from) && up.has(to)) || (down.has(from) && down.has(to))));
    }
    const finder = find();
    main.append(h("div", {class: "graph"}, svg,
      h("div", {class: "tools"}, finder, h("div", {class: "group", role: "group", "aria-label": "Zoom"},
        h("button", {type: "button", "aria-label": "Zoom in", onclick: () => move().call(zoom.scaleBy, 1.4)}, "+"),
        h("button", {type: "button", "aria-label": "Zoom out", onclick: () => move().call(zoom.scaleBy, 1 / 1.4)}, "−"),
        h("button", {type: "button", "aria-label": "Show the whole graph", onclick: () => move().call(zoom.transform, fit(.04))}, "Fit"))),
      h("div", {class: "legend"}, ["bronze", "silver", "gold", "features"].map(layer => h("span", {class: "layer " + layer}, layer)),
        [["ok", "published"], ["warn", "warned"], ["fail", "failed"], ["none", "not built"]].map(([kind, word]) => h("span", {}, h("b", {class: "state " + kind}, " " + ICONS[kind] + " "), " ", word)))));
    canvas.call(zoom.transform, fit(innerWidth < 760 ? .62 : .3));
    graph = {light, centre, focus: name => { rove(name); elements.get(name).focus({preventScroll: true}); }};
  }
  function reach(name, next) {
    const seen = new Set(), open = [name];
    while (open.length) {
      const one = open.pop();
      if (!seen.has(one)) { seen.add(one); open.push(...next(one)); }
    }
    return seen;
  }

  /** The search: tables by name, tag and column. */
  function find() {
    const id = "found" + named++;
    const list = h("ul", {id, role: "listbox", "aria-label": "Tables found", hidden: true});
    let hits = [], at = -1;
    const input = h("input", {type: "search", placeholder: "Find a table or column", role: "combobox", "aria-expanded": "false",
      "aria-controls": id, "aria-autocomplete": "list", "aria-label": "Find a table or column", autocomplete: "off",
      oninput: () => search(), onkeydown: event => keys(event), onblur: () => setTimeout(close, 150), onfocus: () => search()});
    function search() {
      const wanted = input.value.trim().toLowerCase();
      hits = [];
      if (wanted) {
        tables.forEach(table => {
          const i = table.name.indexOf(wanted);
          const column = table.declared.columns.find(one => one.name.toLowerCase().includes(wanted));
          const tag = table.declared.tags.find(one => one.toLowerCase().includes(wanted));
          if (i >= 0) hits.push({table, rank: i === 0 ? 0 : table.name.length - i === wanted.length ? 1 : 2, why: (table.declared.description || "").slice(0, 80)});
          else if (column) hits.push({table, rank: 3, why: "column " + column.name});
          else if (tag) hits.push({table, rank: 4, why: "tag " + tag});
        });
        hits.sort((a, b) => a.rank - b.rank || d3.ascending(a.table.name, b.table.name));
        told.textContent = many(hits.length, "table") + " found";
        hits = hits.slice(0, 30);
      }
      at = hits.length ? 0 : -1;
      draw();
    }
    function draw() {
      list.replaceChildren(...hits.map((hit, i) => h("li", {id: id + "-" + i, role: "option", "aria-selected": String(i === at),
        onmousedown: event => { event.preventDefault(); choose(i); }}, layerName(hit.table.name), hit.why ? h("small", {}, hit.why) : "")));
      if (input.value.trim() && !hits.length) list.append(h("li", {role: "option", "aria-disabled": "true", "aria-selected": "false"}, "Nothing found"));
      list.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", id + "-" + at);
        list.children[at].scrollIntoView({block: "nearest"});
      } else input.removeAttribute("aria-activedescendant");
    }
    function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); }
    function choose(i) { const name = hits[i].table.name; close(); show(name); if (graph) graph.centre(name); }
    function keys(event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (hits.length) { at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length; draw(); }
      } else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(at); }
      else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
    }
    return h("div", {class: "finder"}, input, list);
  }

  /* --- the details of one table --- */
  let opener = null;
  function show(name) {
    if (!opener) opener = document.activeElement;
    location.hash = view + "/" + name;
  }
  function close() {
    location.hash = view;
  }
  function trace(name, next, depth, seen) {
    const names = (next.get(name) || []).filter(one => !seen.has(one));
    if (!names.length || depth > 12) return "";
    return h("ul", {class: "trace"}, names.slice(0, 40).map(one => h("li", {}, columnLink(one), trace(one, next, depth + 1, new Set([...seen, one])))));
  }
  function columnLink(name) {
    const table = name.slice(0, name.lastIndexOf("."));
    return byName.has(table) ? h("button", {class: "plain", type: "button", onclick: () => show(table)}, name) : name;
  }
  function columnRow(table, column) {
    const full = table.name + "." + column.name;
    const known = column.from.length || columnTo.has(full);
    const inner = h("tr", {class: "inner", hidden: true});
    const opens = h("button", {class: "plain", type: "button", "aria-expanded": "false", onclick: () => {
      if (!inner.firstChild) {
        const up = trace(full, columnFrom, 0, new Set([full])), down = trace(full, columnTo, 0, new Set([full]));
        inner.append(h("td", {colspan: "3"}, h("div", {class: "two"},
          h("div", {}, h("strong", {}, "Made of"), up || h("p", {class: "soft"}, "No column that is known.")),
          h("div", {}, h("strong", {}, "Goes into"), down || h("p", {class: "soft"}, "No column that is known.")))));
      }
      inner.hidden = !inner.hidden;
      opens.setAttribute("aria-expanded", String(!inner.hidden));
    }}, column.name);
    return [h("tr", {}, h("th", {scope: "row"}, known ? opens : column.name, column.marks.map(mark => [" ", h("span", {class: "chip"}, mark)])),
      h("td", {}, h("code", {}, column.type || "–")), h("td", {class: "words"}, h("ul", {class: "rules"}, column.rules.map(rule => h("li", {}, rule))))), inner];
  }
  function section(title, ...children) {
    return h("section", {}, h("h3", {}, title), children);
  }
  function details(table) {
    const state = standing(table), stands = table.stands, newest = last(stands.batches), declared = table.declared;
    const ran = latest.get(table.name), measured = new Set(stands.checks.map(check => check.check));
    const heading = h("h2", {tabindex: "-1"}, layerName(table.name));
    const columns = h("tbody", {}, declared.columns.map(column => columnRow(table, column)));
    const parts = [
      h("header", {}, h("div", {}, heading, h("p", {}, chip(state.kind, state.word), " ", declared.tags.map(tag => [h("span", {class: "chip"}, tag), " "]))),
        h("button", {type: "button", "aria-label": "Close the details", onclick: close}, "✕")),
      h("section", {}, declared.description ? h("p", {}, declared.description) : h("p", {class: "soft"}, "No description."),
        h("dl", {class: "facts"}, declared.facts.map(fact => [h("dt", {}, fact.what), h("dd", {}, fact.is)]))),
      state.kind === "fail" || state.kind === "warn" ? h("section", {}, h("div", {class: "note"}, h("strong", {}, "Last run: " + state.word + ". "), ran.stage.reason,
        ran.stage.warnings.length ? h("ul", {}, ran.stage.warnings.map(one => h("li", {}, one))) : "")) : "",
      h("section", {}, stands.version === undefined
        ? h("p", {class: "soft"}, "Never built in this environment.")
        : tiles(["Last change", age(stands.size.changed), moment(stands.size.changed)], ["Version", String(stands.version)],
          stands.age && ["Age", stands.age.words, stands.age.within === undefined ? "" : ICONS[stands.age.late ? "warn" : "ok"] + " " + (stands.age.late ? stands.age.verdict + ", " : "") + "fresh within " + stands.age.within],
          newest && ["Rows of the last batch", count(newest.written), count(newest.read) + " read"],
          ["Size", bytes(stands.size.bytes), many(stands.size.files, "file")],
          layerOf(table.name) === "silver" && ["Refused, open", count(openOf(table))])),
      table.inputs.length ? section("Computed from", h("ul", {class: "links"}, table.inputs.map(name => h("li", {}, link(name))))) : "",
      readers.get(table.name).length ? section("Read by", h("ul", {class: "links"}, readers.get(table.name).map(name => h("li", {}, link(name))))) : "",
      section("Columns", declared.columns.length
        ? [h("p", {class: "soft"}, "Choose a column to see what it is made of and where it goes."), scroll("Columns", h("table", {}, h("thead", {}, h("tr", {}, ["Column", "Type", "Rules"].map(head => h("th", {scope: "col"}, head)))), columns))]
        : h("p", {class: "soft"}, "They are known when the table has been built.")),
      declared.rules.length ? section("Rules over several columns", plain("Rules", ["Rule", "A row that breaks it"], declared.rules.map(rule => [h("code", {}, rule.text), rule.broken]))) : "",
      section("Checks", stands.checks.map(check => checkLine(table, check)),
        declared.checks.filter(check => !measured.has(check.text)).map(check => h("div", {class: "check"}, h("div", {}, chip("none", "not judged yet"), " ", h("code", {}, check.text)), h("span", {class: "soft"}, check.broken))),
        stands.checks.length + declared.checks.length ? "" : h("p", {class: "soft"}, "None declared.")),
      table.drift.length ? section("Drift", table.drift.map(driftLine)) : "",
      stands.refused ? section("Refused rows by rule", refusedTable([[table, stands.refused]])) : "",
      declared.sql !== undefined ? section("SQL", h("pre", {class: "sql", tabindex: "0"}, h("code", {}, declared.sql))) : "",
      section("Batches", stands.batches.length
        ? [stands.batches.length > 1 ? line("Rows written by batch", stands.batches.map(batch => ({at: batch.at, value: batch.written, kind: "ok",
          label: `batch ${batch.batch}, ${moment(batch.at)}: ${count(batch.written)} rows`})), true) : "",
          plain("Batches", ["Batch", "When", "What it took", "Read", "Written", "Duplicates", "Refused"], stands.batches.slice().reverse().map(batch =>
            [String(batch.batch), time(batch.at), h("span", {}, batch.range, h("div", {class: "soft"}, batch.reason)), batch.read, batch.written, batch.duplicates, batch.quarantined]))]
        : h("p", {class: "soft"}, "None that the log tells of."))
    ];
    drawer.replaceChildren(...parts.filter(Boolean));
    drawer.setAttribute("aria-label", "Details of " + table.name);
    drawer.hidden = false;
    drawer.scrollTop = 0;
    heading.focus({preventScroll: true});
  }

  /* --- the other views --- */
  function overview() {
    const kinds = d3.rollup(tables, group => group.length, table => standing(table).kind);
    const size = d3.sum(tables, table => (table.stands.size ? table.stands.size.bytes : 0) + (table.stands.quarantineSize ? table.stands.quarantineSize.bytes : 0));
    const newest = report.runs[0];
    return tiles(["Tables", count(tables.length), ["ok", "warn", "fail", "none"].filter(kind => kinds.get(kind)).map(kind => count(kinds.get(kind)) + " " + ICONS[kind]).join("  ")],
      ["Last run", newest ? age(newest.started) : "none", newest ? exit(newest)[1] : "no run yet"],
      ["Refused rows, open", count(d3.sum(tables, openOf))], ["Lake", bytes(size), "latest versions"]);
  }
  function tablesView() {
    const holder = h("div", {style: "display:grid;gap:.6rem"});
    const columns = [
      {name: "Table", value: table => order.get(table.name), cell: table => h("span", {class: "layer " + layerOf(table.name)}, link(table.name))},
      {name: "State", value: table => standing(table).kind + standing(table).word, cell: table => { const state = standing(table); return chip(state.kind, state.word); }},
      {name: "Last change", value: table => table.stands.size ? table.stands.size.changed : "", cell: table => table.stands.size ? h("time", {datetime: table.stands.size.changed, title: table.stands.size.changed}, age(table.stands.size.changed)) : "–"},
      {name: "Last batch", number: true, wide: true, value: table => table.stands.batches.length ? last(table.stands.batches).written : -1, cell: table => table.stands.batches.length ? count(last(table.stands.batches).written) + " rows" : "–"},
      {name: "Refused", number: true, wide: true, value: openOf, cell: table => count(openOf(table))},
      {name: "Checks", number: true, wide: true, value: table => table.declared.checks.length, cell: table => count(table.declared.checks.length)},
      {name: "Size", number: true, wide: true, value: table => table.stands.size ? table.stands.size.bytes : -1, cell: table => bytes(table.stands.size && table.stands.size.bytes)},
      {name: "Meaning", wide: true, value: table => table.declared.description || "", cell: table => h("span", {class: "soft"}, table.declared.description || "")}
    ];
    const draw = text => {
      const wanted = text.trim().toLowerCase();
      const rows = tables.filter(table => [table.name, table.declared.description || "", ...table.declared.tags].some(word => word.toLowerCase().includes(wanted)));
      told.textContent = many(rows.length, "table");
      holder.replaceChildren(...(rows.length ? sortable("Tables", columns, rows) : [empty("Nothing found", "No table has “" + text + "” in its name, tags or description.")]));
    };
    main.append(h("div", {class: "wrap"}, overview(), h("div", {class: "lead"}, h("h2", {}, "Tables"),
      h("div", {class: "grow"}, h("input", {type: "search", placeholder: "Filter by name, tag or meaning", "aria-label": "Filter tables", oninput: event => draw(event.target.value)}))), holder));
    draw("");
  }
  function runsView() {
    const wrap = h("div", {class: "wrap"}, overview(), h("h2", {}, "Runs"));
    main.append(wrap);
    if (!report.runs.length) return wrap.append(empty("No run yet", h("span", {}, "Start one with ", h("code", {}, "ingot run"), ", and make the report again.")));
    const runs = report.runs.slice().reverse(), w = Math.max(300, Math.min(1200, main.clientWidth - 70)), hgt = 190, pad = {l: 50, t: 12, b: 34};
    const seconds = run => Math.max(.1, (new Date(run.ended) - new Date(run.started)) / 1000);
    const x = d3.scaleBand(runs.map(run => run.id), [pad.l, w]).padding(.25), y = d3.scaleLinear([0, d3.max(runs, seconds)], [hgt - pad.b, pad.t]).nice(4);
    const svg = s("svg", {class: "plot", viewBox: `0 0 ${w} ${hgt}`, role: "img", "aria-label": "How long the runs took, the latest on the right. The table below tells the same."});
    d3.select(svg).append("g").attr("class", "axis").attr("transform", `translate(${pad.l - 6},0)`).call(d3.axisLeft(y).ticks(4).tickFormat(value => value >= 120 ? Math.round(value / 60) + " min" : value + " s"));
    const wide = Math.min(x.bandwidth(), 46), step = Math.ceil(runs.length * 52 / (w - pad.l));
    runs.forEach((run, i) => {
      const [kind, word] = exit(run), left = x(run.id) + (x.bandwidth() - wide) / 2;
      svg.append(s("g", {class: "pick", onclick: () => open(run.id)}, s("title", {}, `${moment(run.started)}, ${duration(seconds(run))}, ${word}`),
        s("rect", {class: kind, x: left, width: wide, y: y(seconds(run)), height: hgt - pad.b - y(seconds(run)), rx: 2}),
        kind === "ok" ? "" : s("text", {class: "lab", x: left + wide / 2, y: y(seconds(run)) - 3, "text-anchor": "middle"}, ICONS[kind])));
      if (i % step === 0) svg.append(s("text", {x: left + wide / 2, y: hgt - 16, "text-anchor": "middle"}, run.started.slice(5, 10)),
        s("text", {x: left + wide / 2, y: hgt - 3, "text-anchor": "middle"}, run.started.slice(11, 16)));
    });
    const rows = new Map();
    function open(id) { const row = rows.get(id); row.toggle(true); row.head.scrollIntoView({block: "center"}); row.button.focus({preventScroll: true}); }
    const body = h("tbody", {}, report.runs.map(run => {
      const inner = h("tr", {class: "inner", hidden: true}), [kind, word] = exit(run);
      const toggle = to => {
        if (!inner.firstChild) inner.append(h("td", {colspan: "6"}, stages(run)));
        inner.hidden = to === undefined ? !inner.hidden : !to;
        button.setAttribute("aria-expanded", String(!inner.hidden));
      };
      const button = h("button", {class: "plain", type: "button", "aria-expanded": "false", onclick: () => toggle()}, moment(run.started).slice(0, 16));
      const head = h("tr", {}, h("th", {scope: "row"}, button, h("div", {class: "soft wide"}, run.id), run.application && run.application.page ? h("div", {class: "wide"}, h("a", {href: run.application.page, rel: "noreferrer"}, "Spark pages")) : ""), h("td", {}, chip(kind, word)), h("td", {class: "number"}, duration(seconds(run))),
        h("td", {class: "number wide"}, count(run.stages.length), h("div", {class: "soft"}, run.unchanged ? count(run.unchanged) + " unchanged" : "")),
        h("td", {class: "number wide"}, count(d3.sum(run.stages, stage => stage.written))), h("td", {class: "number wide"}, count(d3.sum(run.stages, stage => stage.quarantined))));
      rows.set(run.id, {toggle, head, button});
      return [head, inner];
    }));
    wrap.append(h("div", {class: "panel"}, h("h3", {}, "How long they took"), svg),
      scroll("Runs", h("table", {}, h("thead", {}, h("tr", {}, [["Started (UTC)"], ["End"], ["Took", "number"], ["Tables", "number wide"], ["Rows written", "number wide"], ["Refused", "number wide"]].map(([name, kind]) => h("th", {scope: "col", class: kind}, name)))), body)));
    const telling = report.runs.find(run => run.stages.length);
    if (telling) rows.get(telling.id).toggle(true);
    if (report.releases.length) wrap.append(h("h2", {}, "Releases"), releases());
  }
  function releases() {
    return scroll("Releases", h("table", {}, h("thead", {}, h("tr", {}, [["Release", "number"], ["Published (UTC)"], ["By"], ["Serves", "number wide"], ["Changed", "wide"]].map(([name, kind]) => h("th", {scope: "col", class: kind}, name)))),
      h("tbody", {}, report.releases.map((release, i) => h("tr", {}, h("th", {scope: "row", class: "number"}, count(release.number), i ? "" : h("div", {class: "soft"}, "served now")),
        h("td", {}, moment(release.at).slice(0, 16)), h("td", {}, release.kind === "run" ? "a run" : "a rollback", h("div", {class: "soft wide"}, release.run), release.who ? h("div", {class: "soft"}, release.who + (release.why ? ": " + release.why : "")) : ""),
        h("td", {class: "number wide"}, many(release.tables, "table")), h("td", {class: "words wide"}, release.changes.map(change => h("div", {}, change))))))));
  }
  function stages(run) {
    if (!run.stages.length) return h("p", {class: "soft"}, "Every table was up to date.");
    const most = d3.max(run.stages, stage => stage.seconds) || 1;
    return scroll("Stages of the run", h("table", {}, h("thead", {}, h("tr", {}, [["Table"], ["Outcome"], ["Took", "number"], ["Read", "number wide"], ["Written", "number wide"], ["Refused", "number wide"], ["What it took", "wide"]].map(([name, kind]) => h("th", {scope: "col", class: kind}, name)))),
      h("tbody", {}, run.stages.map(stage => h("tr", {}, h("th", {scope: "row"}, link(stage.table), bar(stage.seconds / most)),
        h("td", {}, chip(KINDS[stage.outcome] || "fail", stage.outcome)), h("td", {class: "number"}, duration(stage.seconds)), h("td", {class: "number wide"}, count(stage.read)), h("td", {class: "number wide"}, count(stage.written)), h("td", {class: "number wide"}, count(stage.quarantined)),
        h("td", {class: "words wide"}, stage.window === "-" ? "" : stage.window, h("div", {class: "soft"}, stage.reason, stage.warnings.map(one => h("div", {}, "! " + one)))))))));
  }
  function bar(share) {
    return s("svg", {class: "plot", viewBox: "0 0 100 4", preserveAspectRatio: "none", height: "4", style: "height:4px;max-width:220px", "aria-hidden": "true"},
      s("rect", {class: "bar", width: Math.max(1, share * 100), height: 4}));
  }
  function checksView() {
    const all = tables.flatMap(table => table.stands.checks.map(check => ({table, check, kind: rulingKind(last(check.points).ruling),
      ever: check.points.some(point => rulingKind(point.ruling) !== "ok")})));
    const wrap = h("div", {class: "wrap"}, h("h2", {}, "Checks"));
    main.append(wrap);
    if (!all.length) return wrap.append(empty("No check was judged yet", "Checks are judged when a batch is published; they show here after the first run of a table that declares some."));
    const holder = h("div", {style: "display:grid;gap:1rem"});
    let filter = "all", text = "", shown;
    const buttons = [["all", "All", () => true], ["now", "Broken now", one => one.kind !== "ok"], ["ever", "Ever broken", one => one.ever]];
    const group = h("div", {class: "group", role: "group", "aria-label": "Which checks"}, buttons.map(([id, name, test]) =>
      h("button", {type: "button", "data-id": id, onclick: () => { filter = id; draw(30); }}, name + " " + count(all.filter(test).length))));
    function draw(most) {
      shown = most;
      group.querySelectorAll("button").forEach(button => button.setAttribute("aria-pressed", String(button.dataset.id === filter)));
      const test = buttons.find(([id]) => id === filter)[2];
      const groups = d3.groups(all.filter(one => test(one) && (one.table.name + " " + one.check.check).toLowerCase().includes(text)), one => one.table);
      holder.replaceChildren(...groups.slice(0, shown).map(([table, ones]) => h("section", {class: "panel"}, h("h3", {}, h("span", {class: "layer " + layerOf(table.name)}, link(table.name))), ones.map(one => checkLine(table, one.check)))),
        groups.length > shown ? h("button", {type: "button", onclick: () => draw(shown + 60)}, "Show more tables (" + count(groups.length - shown) + ")") : "",
        groups.length ? "" : empty("Nothing to show", filter === "all" ? "No check has these words." : "No check is broken. Good."));
    }
    wrap.append(h("div", {class: "lead"}, group, h("div", {class: "grow"}, h("input", {type: "search", placeholder: "Filter by table or check", "aria-label": "Filter checks", oninput: event => { text = event.target.value.trim().toLowerCase(); draw(30); }}))), holder);
    draw(30);
  }
  function refusedTable(pairs) {
    const rows = pairs.flatMap(([table, refused]) => refused.rules.map(rule => ({table, rule})));
    const whole = pairs.length > 1 || view === "quarantine";
    return sortable("Refused rows by rule", [
      ...(whole ? [{name: "Table", value: row => row.table.name, cell: row => link(row.table.name)}] : []),
      {name: "Rule", value: row => row.rule.rule, cell: row => h("code", {}, row.rule.rule)},
      {name: "Column", value: row => row.rule.column, cell: row => row.rule.column},
      {name: "Open", number: true, value: row => row.rule.fates.open, cell: row => count(row.rule.fates.open)},
      {name: "Resolved", number: true, wide: true, value: row => row.rule.fates.resolved, cell: row => count(row.rule.fates.resolved)},
      {name: "Corrected", number: true, wide: true, value: row => row.rule.fates.corrected, cell: row => count(row.rule.fates.corrected)},
      {name: "Waived", number: true, wide: true, value: row => row.rule.fates.waived, cell: row => count(row.rule.fates.waived)},
      {name: "Superseded", number: true, wide: true, value: row => row.rule.fates.superseded, cell: row => count(row.rule.fates.superseded)},
      {name: "First seen", wide: whole, value: row => row.rule.firstSeen, cell: row => time(row.rule.firstSeen)},
      {name: "Last seen", wide: true, value: row => row.rule.lastSeen, cell: row => time(row.rule.lastSeen)}
    ], rows, whole ? 3 : 2);
  }
  function quarantineView() {
    const pairs = tables.filter(table => table.stands.refused).map(table => [table, table.stands.refused]);
    const wrap = h("div", {class: "wrap"}, h("h2", {}, "Quarantine"));
    main.append(wrap);
    if (!pairs.length) return wrap.append(empty("No row was ever refused", "Rows that break a silver table's contract are kept aside, and show here by the rule that they broke."));
    const sum = fate => d3.sum(pairs, ([, refused]) => refused.fates[fate]);
    const rules = pairs.flatMap(([table, refused]) => refused.rules.map(rule => ({table, rule}))).sort((a, b) => b.rule.fates.open - a.rule.fates.open || d3.ascending(a.table.name, b.table.name)).slice(0, 20);
    wrap.append(tiles(["Open", count(sum("open"))], ["Resolved by a replay", count(sum("resolved"))], ["Corrected by the source", count(sum("corrected"))], ["Waived", count(sum("waived"))], ["Superseded", count(sum("superseded"))]),
      h("div", {class: "panel"}, h("h3", {}, "Rows by broken rule"), bars("Refused rows by table and rule; the table below tells the same", rules.map(({table, rule}) => {
        const closed = rule.fates.resolved + rule.fates.corrected + rule.fates.waived + rule.fates.superseded;
        return {name: `${table.name}: ${rule.rule} ${rule.column}`, said: `${count(rule.fates.open)} open, ${count(closed)} closed`, parts: [["fail", rule.fates.open, count(rule.fates.open) + " open"], ["none", closed, count(closed) + " closed"]]};
      }))),
      h("p", {class: "soft"}, "A row that broke several rules is counted with each of them."), ...refusedTable(pairs));
    pairs.forEach(([table]) => wrap.append(h("div", {class: "panel"}, h("h3", {}, "Refused by batch: ", link(table.name)),
      line("Rows refused by batch of " + table.name, table.stands.batches.map(batch => ({at: batch.at, value: batch.quarantined, kind: batch.quarantined ? "warn" : "ok",
        label: `batch ${batch.batch}, ${moment(batch.at)}: ${count(batch.quarantined)} of ${count(batch.read)} rows refused`})), true))));
  }
  function storageView() {
    const rows = tables.filter(table => table.stands.size).flatMap(table => [{name: table.name, table, size: table.stands.size},
      ...(table.stands.quarantineSize ? [{name: table.name.replace("silver.", "quarantine."), table, size: table.stands.quarantineSize}] : [])]);
    const wrap = h("div", {class: "wrap"}, h("h2", {}, "Storage"));
    main.append(wrap);
    if (!rows.length) return wrap.append(empty("The lake is empty", "Sizes show here when a run has published something."));
    const total = d3.sum(rows, row => row.size.bytes), files = d3.sum(rows, row => row.size.files);
    const layers = d3.rollups(rows, group => d3.sum(group, row => row.size.bytes), row => layerOf(row.name)).sort((a, b) => b[1] - a[1]);
    const largest = rows.slice().sort((a, b) => b.size.bytes - a.size.bytes).slice(0, 15);
    wrap.append(tiles(["All tables", bytes(total), many(files, "file")], ...layers.map(([layer, size]) => [layer, bytes(size), Math.round(size / total * 100) + " %"])),
      h("p", {class: "soft"}, "Files of the tables’ latest versions, by their logs. Files of older versions stay until upkeep removes them, and are not in these numbers."),
      h("div", {class: "panel"}, h("h3", {}, "Largest tables"), bars("Sizes of the largest tables; the table below tells the same", largest.map(row => ({name: row.name, said: bytes(row.size.bytes), parts: [["bar", row.size.bytes, bytes(row.size.bytes)]]})))),
      ...sortable("Sizes", [
        {name: "Table", value: row => row.name, cell: row => row.name === row.table.name ? link(row.name) : row.name},
        {name: "Size", number: true, value: row => row.size.bytes, cell: row => bytes(row.size.bytes)},
        {name: "Files", number: true, value: row => row.size.files, cell: row => count(row.size.files)},
        {name: "Per file", number: true, value: row => row.size.files ? row.size.bytes / row.size.files : 0, cell: row => row.size.files ? bytes(row.size.bytes / row.size.files) : "–"},
        {name: "Last change", wide: true, value: row => row.size.changed, cell: row => time(row.size.changed)}
      ], rows, 1));
  }

  /* --- from an address to what is shown --- */
  const views = {graph: ["Graph", drawGraph], tables: ["Tables", tablesView], runs: ["Runs", runsView], checks: ["Checks", checksView], quarantine: ["Quarantine", quarantineView], storage: ["Storage", storageView]};
  let view = null;
  function route() {
    const [wanted, name] = location.hash.slice(1).split("/");
    const next = views[wanted] ? wanted : view || "graph";
    if (next !== view) {
      view = next;
      graph = null;
      main.replaceChildren();
      main.className = view === "graph" && tables.length ? "full" : "";
      if (report.notes.length && view !== "graph") main.append(h("div", {class: "wrap", style: "margin-bottom:1rem"}, h("div", {class: "note", role: "note"}, report.notes.map(note => h("p", {}, note)))));
      views[view][1]();
      document.querySelectorAll("#views a").forEach(a => a.getAttribute("href") === "#" + view ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current"));
      document.title = views[view][0] + " · " + report.project + " (" + report.environment + ")";
      scrollTo(0, 0);
    }
    const table = byName.get(name);
    if (table) details(table);
    else if (!drawer.hidden) {
      drawer.hidden = true;
      drawer.replaceChildren();
      const back = opener;
      opener = null;
      if (back && back.isConnected) back.focus({preventScroll: true});
    }
    if (graph) {
      graph.light(table ? table.name : null);
      if (table) graph.centre(table.name);
    }
  }
  document.getElementById("project").textContent = report.project;
  document.getElementById("environment").textContent = report.environment;
  document.getElementById("at").append("Report of ", time(report.at));
  document.getElementById("views").append(...Object.entries(views).map(([id, [word]]) => h("li", {}, h("a", {href: "#" + id}, word))));
  document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); main.focus(); });
  addEventListener("keydown", event => {
    if (event.key === "Escape" && !drawer.hidden) close();
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      const input = main.querySelector("input[type=search]");
      if (input) { event.preventDefault(); input.focus(); }
    }
  });
  addEventListener("hashchange", route);
  route();
  document.documentElement.dataset.ready = "true";
})();
