// Command judge says what a cluster with Tekton says of a set of manifests. It is a server on its standard streams:
// one JSON request a line in, one JSON answer a line out, in order.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// request is one set of manifests that would be applied together.
type request struct {
	ID json.RawMessage `json:"id"`
	// Documents are manifests as JSON objects, or strings with YAML text, which is read as kubectl reads it (YAML 1.1).
	Documents []json.RawMessage `json:"documents"`
	// Dag asks for the graph that the PipelineRun reconciler schedules.
	Dag bool `json:"dag"`
	// Objects asks for the objects as Tekton has read and defaulted them.
	Objects bool `json:"objects"`
	// Run asks what the reconcilers say of each PipelineRun and TaskRun of the set.
	Run bool `json:"run"`
	// Features are keys of Tekton's feature-flags config map; the rest keeps Tekton's own defaults.
	Features map[string]string `json:"features"`
	// Sources asks what the containers of each TaskRun start with, and holds the keys of Secrets and ConfigMaps for that.
	Sources sources `json:"sources"`
	// Conditions, Images and Texts ask what single texts mean: conditions in CEL, names of images, YAML.
	Conditions []condition `json:"conditions"`
	Images     []string    `json:"images"`
	Texts      []string    `json:"texts"`
}

type answer struct {
	ID       json.RawMessage       `json:"id"`
	Error    string                `json:"error,omitempty"`
	Verdicts []verdict             `json:"verdicts"`
	Dag      map[string]*graph     `json:"dag,omitempty"`
	Run      map[string]*runAnswer `json:"run,omitempty"`
	// Conditions, Images and Texts have an answer for each that was asked.
	Conditions []reading `json:"conditions,omitempty"`
	Images     []reading `json:"images,omitempty"`
	Texts      []reading `json:"texts,omitempty"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	schemas, err := loadSchemas(crdFolder())
	if err != nil {
		return err
	}
	court := newCourt(schemas)
	reader := bufio.NewReaderSize(in, 1<<20)
	writer := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for {
		line, readErr := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(court.answer(line)); err != nil {
				return err
			}
			if err := writer.Flush(); err != nil {
				return err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

func (c *court) answer(line []byte) (a answer) {
	var q request
	defer func() {
		if p := recover(); p != nil {
			a = answer{ID: q.ID, Error: fmt.Sprint("panic: ", p), Verdicts: []verdict{}}
		}
	}()
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: "bad request: " + err.Error(), Verdicts: []verdict{}}
	}
	ctx, err := c.context(q.Features)
	if err != nil {
		return answer{ID: q.ID, Error: err.Error(), Verdicts: []verdict{}}
	}
	a = answer{ID: q.ID, Verdicts: []verdict{}}
	w := newWorld()
	w.sources = q.Sources
	for _, document := range expand(q.Documents) {
		v, object := c.admit(ctx, document)
		if q.Objects && object != nil {
			v.Object, _ = json.Marshal(object)
		}
		a.Verdicts = append(a.Verdicts, v)
		if object != nil {
			w.add(ctx, object)
		}
	}
	if q.Dag {
		a.Dag = w.graphs()
	}
	if q.Run {
		a.Run = w.runs(ctx)
	}
	a.Conditions, a.Images, a.Texts = each(q.Conditions, evaluate), each(q.Images, parseImage), each(q.Texts, readYAML)
	return a
}
