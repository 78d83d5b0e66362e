package main

import (
	triggersv1beta1 "github.com/tektoncd/triggers/pkg/apis/triggers/v1beta1"
	"github.com/tektoncd/triggers/pkg/template"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// triggerSet is what an EventListener looks up when an event comes.
type triggerSet struct {
	triggers  []*triggersv1beta1.Trigger
	templates map[string]*triggersv1beta1.TriggerTemplate
	bindings  map[string]*triggersv1beta1.TriggerBinding
	clusters  map[string]*triggersv1beta1.ClusterTriggerBinding
}

func newTriggerSet() triggerSet {
	return triggerSet{
		templates: map[string]*triggersv1beta1.TriggerTemplate{},
		bindings:  map[string]*triggersv1beta1.TriggerBinding{},
		clusters:  map[string]*triggersv1beta1.ClusterTriggerBinding{},
	}
}

func (s *triggerSet) add(object kind) {
	switch o := object.(type) {
	case *triggersv1beta1.Trigger:
		s.triggers = append(s.triggers, o)
	case *triggersv1beta1.TriggerTemplate:
		s.templates[keyOf(o.ObjectMeta)] = o
	case *triggersv1beta1.TriggerBinding:
		s.bindings[keyOf(o.ObjectMeta)] = o
	case *triggersv1beta1.ClusterTriggerBinding:
		s.clusters[o.Name] = o
	case *triggersv1beta1.EventListener:
		s.triggers = append(s.triggers, triggersOf(o)...)
	}
}

func keyOf(meta metav1.ObjectMeta) string {
	return namespaceOf(meta.Namespace) + "/" + meta.Name
}

// triggersOf follows (Sink).merge of pkg/sink.
func triggersOf(listener *triggersv1beta1.EventListener) (out []*triggersv1beta1.Trigger) {
	for _, t := range listener.Spec.Triggers {
		if t.Template == nil {
			continue
		}
		out = append(out, &triggersv1beta1.Trigger{
			ObjectMeta: metav1.ObjectMeta{Name: listener.Name + "/" + t.Name, Namespace: listener.Namespace},
			Spec:       triggersv1beta1.TriggerSpec{Bindings: t.Bindings, Template: *t.Template},
		})
	}
	return out
}

// answers say what becomes of an event at each trigger, as far as no event is needed; what the set does not hold is left out.
func (s *triggerSet) answers(out map[string]*runAnswer) {
	for _, trigger := range s.triggers {
		answer := guarded(func() *runAnswer { return s.resolve(trigger) })
		if answer != nil {
			out["trigger "+trigger.Name] = answer
		}
	}
}

func (s *triggerSet) resolve(trigger *triggersv1beta1.Trigger) *runAnswer {
	isOutside := false
	missing := func(resource, name string) error {
		isOutside = true
		return absent(resource, name)
	}
	key := func(name string) string { return namespaceOf(trigger.Namespace) + "/" + name }
	_, err := template.ResolveTrigger(*trigger,
		func(name string) (*triggersv1beta1.TriggerBinding, error) {
			if b, ok := s.bindings[key(name)]; ok {
				return b, nil
			}
			return nil, missing("triggerbindings", name)
		},
		func(name string) (*triggersv1beta1.ClusterTriggerBinding, error) {
			if b, ok := s.clusters[name]; ok {
				return b, nil
			}
			return nil, missing("clustertriggerbindings", name)
		},
		func(name string) (*triggersv1beta1.TriggerTemplate, error) {
			if t, ok := s.templates[key(name)]; ok {
				return t, nil
			}
			return nil, missing("triggertemplates", name)
		})
	if isOutside || kerrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return refused("EventFails", err)
	}
	return &runAnswer{OK: true}
}
