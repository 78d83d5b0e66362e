import { type FieldPart, fieldTable } from '../../spec';
import { list, map, type ObjectShape, object, type Shape } from './shape';

/** What fields hold of which the CRDs say nothing, by `part.field`. Made when it is asked for: some hold each other. */
export type Open = Readonly<Record<string, () => Shape>>;

/** The shapes of the parts of the field table, each made once, when it is first asked for. */
export class Parts {
  private readonly made = new Map<FieldPart, ObjectShape>();

  constructor(private readonly open: Open = {}) {}

  of(name: FieldPart): ObjectShape {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const fields = fieldTable[name].split(' ').map((field) => {
      const [word = '', type = 'text'] = field.split(':');
      const key = word.replace('!', '');
      return [key, this.open[`${name}.${key}`]?.() ?? this.shapeOf(type)] as const;
    });
    const shape = { ...object(Object.fromEntries(fields)), ...needed(name) };
    this.made.set(name, shape);
    return shape;
  }

  private shapeOf(type: string): Shape {
    if (type.startsWith('[')) return list(this.shapeOf(type.slice(1, -1)));
    if (type.startsWith('{')) return map(this.shapeOf(type.slice(1, -1)));
    return isPlain(type) ? type : this.of(type as FieldPart);
  }
}

/** Without a value the webhook cannot read a param; what else is missing, rules of its own say. */
function needed(name: FieldPart): Pick<ObjectShape, 'required'> {
  return name === 'param' ? { required: 'value' } : {};
}

function isPlain(type: string): type is 'text' | 'whole' | 'flag' | 'amount' | 'any' {
  return type in { text: 0, whole: 0, flag: 0, amount: 0, any: 0 };
}

/** The parts of which the CRDs say all. */
export const closed: Parts = new Parts();
