package main

import (
	"encoding/json"
	"fmt"

	"github.com/distribution/reference"
	"github.com/google/cel-go/cel"
	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"github.com/tektoncd/pipeline/pkg/reconciler/pipelinerun/resources"
)

// reading is what a text means in one of the languages that manifests are made of.
type reading struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

// condition is one in CEL, with the params that the run has.
type condition struct {
	CEL    string            `json:"cel"`
	Params map[string]string `json:"params"`
}

// evaluate puts the params into the condition and evaluates it, both as the PipelineRun reconciler does; the value may be of any type.
func evaluate(c condition) (r reading) {
	defer caught(&r)
	spec := &v1.PipelineSpec{Tasks: []v1.PipelineTask{{Name: "a", When: v1.WhenExpressions{{CEL: c.CEL}}}}}
	run := &v1.PipelineRun{}
	for name, value := range c.Params {
		spec.Params = append(spec.Params, v1.ParamSpec{Name: name, Type: v1.ParamTypeString})
		run.Spec.Params = append(run.Spec.Params, v1.Param{Name: name, Value: *v1.NewStructuredValues(value)})
	}
	applied, err := resources.ApplyParameters(spec, run)
	if err != nil {
		return reading{Error: err.Error()}
	}
	env, err := cel.NewEnv()
	if err != nil {
		return reading{Error: err.Error()}
	}
	ast, issues := env.Compile(applied.Tasks[0].When[0].CEL)
	if issues.Err() != nil {
		return reading{Error: issues.Err().Error()}
	}
	program, err := env.Program(ast)
	if err != nil {
		return reading{Error: err.Error()}
	}
	out, _, err := program.Eval(map[string]any{})
	if err != nil {
		return reading{Error: err.Error()}
	}
	return reading{Value: out.Value()}
}

// image is a name as the kubelet takes it apart (pkg/util/parsers ParseImageName).
type image struct {
	Registry   string `json:"registry"`
	Repository string `json:"repository"`
	Tag        string `json:"tag,omitempty"`
	Digest     string `json:"digest,omitempty"`
}

func parseImage(name string) reading {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return reading{Error: err.Error()}
	}
	out := image{Registry: reference.Domain(named), Repository: reference.Path(named)}
	if tagged, ok := named.(reference.Tagged); ok {
		out.Tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		out.Digest = digested.Digest().String()
	}
	return reading{Value: out}
}

// readYAML gives the documents of a text as kubectl reads them, up to the first that it cannot read.
func readYAML(text string) (r reading) {
	defer caught(&r)
	values := []json.RawMessage{}
	for _, one := range split(text) {
		if one.err != nil {
			return reading{Error: one.err.Error()}
		}
		values = append(values, one.json)
	}
	return reading{Value: values}
}

func caught(r *reading) {
	if p := recover(); p != nil {
		*r = reading{Error: fmt.Sprint("panic: ", p)}
	}
}

func each[T any](items []T, read func(T) reading) (out []reading) {
	for _, item := range items {
		out = append(out, read(item))
	}
	return out
}
