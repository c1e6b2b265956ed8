import { useId, useState, type ReactElement } from "react";
import { Icon } from "./icon.tsx";

/** A place for files: dropped on it, or chosen with its button, which a keyboard reaches. */
export function FileDrop({
  label,
  hint,
  accept,
  multiple = false,
  filesIn,
  onFiles,
}: {
  readonly label: string;
  readonly hint: string;
  /** Endings of the names, as the attribute `accept` takes them. */
  readonly accept: string;
  readonly multiple?: boolean;
  /** Reads what was dropped, where folders are welcome too. */
  readonly filesIn?: (data: DataTransfer) => Promise<readonly File[]>;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactElement {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) onFiles(multiple ? [...files] : [...files].slice(0, 1));
  };
  return (
    <div
      className={over ? "file-drop over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (filesIn === undefined) take(event.dataTransfer.files);
        else void filesIn(event.dataTransfer).then(onFiles);
      }}
    >
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept={accept}
        multiple={multiple}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          take(target.files);
          // The same file can be chosen again after a mistake was mended.
          target.value = "";
        }}
      />
      <label htmlFor={id} className="button">
        <Icon name="file" />
        {label}
      </label>
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  );
}
