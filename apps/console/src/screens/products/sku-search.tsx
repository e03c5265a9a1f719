import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { MAX_SKUS, splitSkus } from '../../core/product/split-skus.ts';

/** Asks for SKUs, and puts them into the address. Its `key` is what the address has, so both say the same. */
export function SkuSearch({ sku = '' }: { sku?: string | undefined }) {
  const navigate = useNavigate();
  const [text, setText] = useState(sku);
  const [error, setError] = useState<string>();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const skus = splitSkus(text);
    if (skus.length > MAX_SKUS) {
      setError(`These are ${skus.length} SKUs. Find up to ${MAX_SKUS} at a time.`);
      return;
    }
    setError(undefined);
    // One SKU stays as it is; several may come out of a spreadsheet, with a line each.
    const found = skus.length > 1 && /[\t\r\n]/.test(text) ? skus.join(',') : text.trim();
    void navigate({ to: '/products', search: found === '' ? {} : { sku: found } });
  };
  return (
    <search>
      <form className="sku-search" onSubmit={find} noValidate>
        <div className="field">
          <label htmlFor="sku">SKU</label>
          <input
            id="sku"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text');
              // A text field would drop the line ends, and with them where one SKU ends.
              if (/[\t\r\n]/.test(pasted.trim())) {
                event.preventDefault();
                setText(splitSkus(pasted).join(','));
              }
            }}
            placeholder="TEA-IRON-08"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={error === undefined ? 'sku-hint' : 'sku-hint sku-error'}
            aria-invalid={error !== undefined}
          />
        </div>
        <button type="submit" className="primary">
          Find
        </button>
        {sku !== '' && (
          <button type="button" onClick={() => void navigate({ to: '/products', search: {} })}>
            Show all
          </button>
        )}
      </form>
      <p id="sku-hint" className="muted hint">
        The exact SKU, or several with commas between them.
      </p>
      {error !== undefined && (
        <p id="sku-error" className="field-error" role="alert">
          {error}
        </p>
      )}
    </search>
  );
}
