package main

import (
	"sort"

	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"github.com/tektoncd/pipeline/pkg/reconciler/pipeline/dag"
)

// graph is what the PipelineRun reconciler schedules.
type graph struct {
	Edges   [][2]string `json:"edges"` // from a task to one that waits for it; sorted
	Finally []string    `json:"finally"`
	Error   string      `json:"error,omitempty"`
}

// graphs are keyed by the name of the Pipeline, or of the PipelineRun that embeds one.
func (w *world) graphs() map[string]*graph {
	out := map[string]*graph{}
	for name, p := range w.pipelines {
		out[name] = graphOf(&p.Spec)
	}
	for _, r := range w.pipelineRuns {
		if r.Spec.PipelineSpec != nil {
			out[r.Name] = graphOf(r.Spec.PipelineSpec)
		}
	}
	return out
}

func graphOf(spec *v1.PipelineSpec) *graph {
	g := &graph{Edges: [][2]string{}, Finally: []string{}}
	for _, t := range spec.Finally {
		g.Finally = append(g.Finally, t.Name)
	}
	tasks := v1.PipelineTaskList(spec.Tasks)
	built, err := dag.Build(tasks, tasks.Deps())
	if err != nil {
		g.Error = err.Error()
		return g
	}
	for name, node := range built.Nodes {
		for _, next := range node.Next {
			g.Edges = append(g.Edges, [2]string{name, next.Key})
		}
	}
	sort.Slice(g.Edges, func(i, j int) bool {
		if g.Edges[i][0] != g.Edges[j][0] {
			return g.Edges[i][0] < g.Edges[j][0]
		}
		return g.Edges[i][1] < g.Edges[j][1]
	})
	return g
}
