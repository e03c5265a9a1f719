import { useEffect, useRef } from 'react';
import type { ImportDraft } from '../../../core/import-draft.ts';
import { errorsAt, explainMappingError, mappingPointer } from '../../../core/mapping-errors.ts';
import { formatBytes, formatCount } from '../../../formats/numbers.ts';
import { FilePicker } from '../file/file-picker.tsx';
import type { AskedFormat } from '../file/kept-choice.ts';
import { describeFormat } from '../file/describe-format.ts';
import { Columns } from './columns.tsx';
import { DefaultFields } from './default-fields.tsx';
import { FormatFields } from './format-fields.tsx';
import { OptionFields } from './option-fields.tsx';

export interface MappingStepProps {
  readonly file: File;
  readonly draft: ImportDraft;
  readonly asked: AskedFormat;
  readonly onDraft: (draft: ImportDraft) => void;
  readonly onFormat: (asked: AskedFormat) => void;
  readonly onFile: (file: File) => void;
}

/** Shows what each column is taken for, and lets the user change it. */
export function MappingStep({ file, draft, asked, onDraft, onFormat, onFile }: MappingStepProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [file]);
  const { sniffed, errors, mapping } = draft;
  const used = draft.guesses.filter(({ field }) => field !== undefined).length;
  return (
    <>
      <section className="card">
        <div className="card-header">
          <h2 ref={heading} tabIndex={-1}>
            {file.name}
          </h2>
          <FilePicker primary={false} onFile={onFile}>
            Choose another file
          </FilePicker>
        </div>
        <p className="muted">
          {describeFormat(sniffed.format)}, {formatBytes(file.size)}. {formatCount(used)} of{' '}
          {formatCount(sniffed.columns.length)} columns are used
          {mapping.layout !== undefined && `, as ${LAYOUTS[mapping.layout]} exports them`}.
        </p>
        {sniffed.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <FormatFields format={sniffed.format} asked={asked} onChange={onFormat} />
      </section>
      <section className="card" aria-labelledby="columns-title">
        <h2 id="columns-title">Columns</h2>
        {errorsAt(errors, mappingPointer('columns')).map((error) => (
          <p key={error.detail} className="field-error" role="alert">
            {explainMappingError(error)}
          </p>
        ))}
        <Columns draft={draft} onDraft={onDraft} />
      </section>
      <section className="card" aria-labelledby="options-title">
        <h2 id="options-title">What to do with the rows</h2>
        <OptionFields draft={draft} onDraft={onDraft} />
        <DefaultFields draft={draft} onDraft={onDraft} />
      </section>
    </>
  );
}

const LAYOUTS = { shopify: 'Shopify', woocommerce: 'WooCommerce' } as const;
