// Optional: every page reads fully without it. Keys, hover cards, the remembered colours, copying of citations, the place in the
// contents, and a word when something new has come. Written for this project; licence Apache-2.0.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const memory = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* a private window */ } },
};

// Colours
const chosen = memory.get('theme');
if (['auto', 'light', 'dark'].includes(chosen)) document.getElementById(chosen).checked = true;
for (const input of all('input[name=theme]')) input.addEventListener('change', () => memory.set('theme', input.id));

// Addresses of other pages keep the moments of this one.
const here = new URLSearchParams(location.search);
const go = (path) => {
  const query = new URLSearchParams();
  for (const name of ['as-of', 'since']) if (here.get(name)) query.set(name, here.get(name));
  location.href = `/${path}${query.size ? `?${query}` : ''}`;
};

// Keys: j k o c / g s g f g c g w ?
const items = all('[data-item]');
let at = -1;
let afterG = 0;
const step = (to) => {
  at = Math.max(0, Math.min(items.length - 1, to));
  const item = items[at];
  if (!item) return;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'center' });
};
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  const wasG = Date.now() - afterG < 900;
  afterG = 0;
  const current = document.activeElement.closest('[data-item]');
  if (current) at = items.indexOf(current);
  const { key } = event;
  if (wasG && key === 's') go('stories');
  else if (wasG && key === 'f') go('search');
  else if (wasG && key === 'c') go('changes');
  else if (wasG && key === 'w') go('watches');
  else if (key === 'g') afterG = Date.now();
  else if (key === 'j') step(at + 1);
  else if (key === 'k') step(at - 1);
  else if (key === 'c' && current) one('.fix, .fixes a', current)?.click();
  else if (key === 'o' && current) (one('.cite', current) ?? one('a[href]:not(.fix)', current))?.click();
  else if (key === '/') { event.preventDefault(); (one('#q') ?? one('#find')).focus(); }
  else if (key === '?') one('#keys').togglePopover();
  else if (key === 'Escape') hide();
});

// Hover cards: the cited sentence and who printed it, asked of this site when somebody stops at the mark.
let card = null;
let timer = 0;
let wanted = null;
const known = new Map();
const hide = () => { clearTimeout(timer); wanted = null; card?.remove(); card = null; };
const cited = async (link) => {
  const address = `${new URL(link.href).pathname}/cite?at=${link.dataset.at}`;
  if (!known.has(address)) {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    known.set(address, (await answer.text()).split('\n'));
  }
  return known.get(address);
};
const show = async (link) => {
  hide();
  wanted = link;
  const lines = await cited(link).catch(() => null);
  if (!lines || wanted !== link) return;
  card = document.createElement('div');
  card.className = 'card';
  card.setAttribute('role', 'tooltip');
  const who = document.createElement('p');
  who.className = 'quiet';
  who.textContent = lines.at(-3);
  const words = document.createElement('p');
  words.className = 'said';
  words.textContent = lines.slice(0, -3).join(' ');
  card.append(who, words);
  document.body.append(card);
  const box = link.getBoundingClientRect();
  card.style.left = `${Math.max(12, Math.min(innerWidth - card.offsetWidth - 12, box.left - 16)) + scrollX}px`;
  const above = box.bottom + card.offsetHeight + 8 > innerHeight;
  card.style.top = `${(above ? box.top - card.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
  card.addEventListener('pointerleave', hide);
};
document.addEventListener('pointerover', (event) => {
  const link = event.target.closest?.('[data-at]');
  if (!link) return;
  clearTimeout(timer);
  timer = setTimeout(show, 120, link);
});
document.addEventListener('pointerout', (event) => {
  if (!event.target.closest?.('[data-at]')) return;
  clearTimeout(timer);
  timer = setTimeout(() => { if (!card?.matches(':hover')) hide(); }, 200);
});
document.addEventListener('focusin', (event) => {
  if (event.target.matches?.('[data-at]:focus-visible')) show(event.target);
});
document.addEventListener('focusout', (event) => { if (event.target.matches?.('[data-at]')) hide(); });

// “cite” copies instead of opening the plain text; without a clipboard it opens it.
document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a.copy');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    await navigator.clipboard.writeText(await answer.text());
    const before = link.textContent;
    link.textContent = 'copied';
    setTimeout(() => { link.textContent = before; }, 1500);
  } catch {
    location.href = link.href;
  }
});

// Where am I: mark the section in the contents.
const links = new Map(all('.toc a[href^="#"]').map((link) => [link.hash.slice(1), link]));
if (links.size && 'IntersectionObserver' in window) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute('aria-current');
      links.get(entry.target.id)?.setAttribute('aria-current', 'true');
    }
  }, { rootMargin: '-15% 0px -75% 0px' });
  for (const section of all('section.sec')) seen.observe(section);
}

// Something new: say so and wait; nothing moves under the reader's eyes.
const story = location.pathname.match(/^\/stories\/([^/]+)$/);
if ('EventSource' in window && (story || location.pathname === '/stories')) {
  // Only what came after the moment of this page; not while nobody looks at it, as browsers keep few connections to a host.
  const query = new URLSearchParams();
  if (here.get('as-of')) query.set('as-of', here.get('as-of'));
  if (story) query.set('story', decodeURIComponent(story[1]));
  let source = null;
  let count = 0;
  const note = () => {
    count += 1;
    let news = one('.news');
    if (!news) {
      news = document.createElement('p');
      news.className = 'news';
      news.setAttribute('role', 'status');
      const link = document.createElement('a');
      link.href = location.pathname;
      news.append(link);
      document.body.append(news);
    }
    one('a', news).textContent = count === 1 ? 'Something new has come: show it' : `${count} changes have come: show them`;
  };
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden || count) return;
    source = new EventSource(`/changes.events?${query}`);
    for (const kind of ['opened', 'grew', 'merged', 'split']) source.addEventListener(kind, note);
  };
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => source?.close());
  listen();
}
