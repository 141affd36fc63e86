import { count } from '../format';

export const personal = {
  title: 'What goes with what somebody bought',
  lead: 'The destination “Personalisation” writes for each customer the last product, its category, what goes with it, and the weekday and hour they read at. What goes with a product is yours to say; it stays blank for whoever has it already.',
  none: 'No product is known yet.',
  unknown: 'What is not known, and what would tell',
  product: 'Last product',
  category: 'Category',
  customers: 'Customers',
  goesWith: 'Goes with it',
  blank: 'nobody said',
  of: (product: string) => `Goes with ${product}`,
  hours: (known: number, openers: number, least: number) => `An hour stands out for ${count(known)} of ${count(openers)} customers who opened or clicked anything; with fewer than ${count(least)} openings it stays blank.`,
  shown: (shown: number, all: number) => `${count(shown)} of ${count(all)} products are shown, those bought last by most customers first.`,
} as const;
