import { count, counted } from '../format';
import type { Words } from '../shape';

export const personal: Words['personal'] = {
  title: 'Was zu dem passt, was jemand gekauft hat',
  lead: 'Das Zielsystem „Personalisierung“ schreibt für jeden Kunden das letzte Produkt, dessen Kategorie, was dazu passt, und Wochentag und Stunde, zu denen er liest. Was zu einem Produkt passt, sagen Sie; es bleibt leer bei allen, die es schon haben.',
  none: 'Noch ist kein Produkt bekannt.',
  unknown: 'Was nicht bekannt ist, und was es sagen würde',
  product: 'Letztes Produkt',
  category: 'Kategorie',
  customers: 'Kunden',
  goesWith: 'Passt dazu',
  blank: 'niemand hat es gesagt',
  of: (product: string) => `Passt zu ${product}`,
  hours: (known: number, openers: number, least: number) => `Eine Stunde ragt bei ${count(known)} von ${count(openers)} Kunden heraus, ${openers === 1 ? 'der' : 'die'} etwas geöffnet oder angeklickt ${openers === 1 ? 'hat' : 'haben'}; bei weniger als ${counted(least, 'Öffnung', 'Öffnungen')} bleibt sie leer.`,
  shown: (shown: number, all: number) => `${count(shown)} von ${counted(all, 'Produkt', 'Produkten')} ${shown === 1 ? 'wird' : 'werden'} gezeigt, zuerst die zuletzt von den meisten Kunden gekauften.`,
};
