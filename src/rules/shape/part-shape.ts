import { type FieldPart, fieldTable } from '../../spec';
import { list, map, type ObjectShape, object, type Shape } from './shape';

/** The shapes of fields that the CRDs leave open, by `part.field`. Built on first use, because some shapes contain each other. */
export type Open = Readonly<Record<string, () => Shape>>;

/** The shapes of the parts of the field table. Each is built once, on first use. */
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

/** The webhook cannot decode a param without a value. Other missing fields are reported by rules of their own. */
function needed(name: FieldPart): Pick<ObjectShape, 'required'> {
  return name === 'param' ? { required: 'value' } : {};
}

function isPlain(type: string): type is 'text' | 'whole' | 'int32' | 'flag' | 'amount' | 'any' {
  return type in { text: 0, whole: 0, int32: 0, flag: 0, amount: 0, any: 0 };
}

/** The parts that the CRDs describe completely. */
export const closed: Parts = new Parts();
